package dev.tokenly.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The page on dependencies and the poms say the same. */
class DependenciesTest {
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (\\S+) \\| (\\S.*?) \\| .*\\|");
  private static final List<String> PARTS = List.of("dependency", "plugin", "path", "artifactItem");

  @Test
  void every_dependency_has_a_row_with_its_version_and_reason() throws Exception {
    var inPoms = inPoms().entrySet();
    var onPage = onPage().entrySet();

    assertEquals("", lines(inPoms, onPage), "in a pom, but not so in docs/dependencies.md");
    assertEquals("", lines(onPage, inPoms), "in docs/dependencies.md, but not so in a pom");
  }

  private static String lines(Set<Map.Entry<String, String>> all, Set<Map.Entry<String, String>> known) {
    return all.stream().filter(one -> !known.contains(one)).map(Object::toString).collect(Collectors.joining("\n"));
  }

  private static Map<String, String> onPage() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Checkout.root().resolve("docs/dependencies.md"))) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(1), row.group(2));
      }
    }
    return rows;
  }

  /** What the poms give a version to, ours apart; everything else inherits its version from there. */
  private static Map<String, String> inPoms() throws Exception {
    Map<String, String> versions = new TreeMap<>();
    Map<String, String> properties = properties(parse(Checkout.root().resolve("pom.xml")));
    for (Path pom : Checkout.files()) {
      if (pom.endsWith("pom.xml")) {
        addAll(parse(pom), properties, versions);
      }
    }
    return versions;
  }

  private static void addAll(Document pom, Map<String, String> properties, Map<String, String> versions) {
    for (String part : PARTS) {
      for (Element element : elements(pom.getElementsByTagName(part))) {
        String group = child(element, "groupId", "org.apache.maven.plugins");
        String version = child(element, "version", "");
        if (!version.isEmpty() && !group.equals("dev.tokenly")) {
          String name = group + ":" + child(element, "artifactId", "?");
          versions.put(name, version.startsWith("${") ? properties.getOrDefault(version, version) : version);
        }
      }
    }
  }

  /** By name and by the form in which poms use them. */
  private static Map<String, String> properties(Document pom) {
    Map<String, String> properties = new TreeMap<>();
    var block = (Element) pom.getElementsByTagName("properties").item(0);
    for (Element property : elements(block.getChildNodes())) {
      properties.put(property.getTagName(), property.getTextContent());
      properties.put("${" + property.getTagName() + "}", property.getTextContent());
    }
    return properties;
  }

  private static Document parse(Path pom) throws IOException, SAXException, ParserConfigurationException {
    return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
  }

  private static String child(Element parent, String name, String otherwise) {
    return elements(parent.getChildNodes()).stream()
        .filter(element -> element.getTagName().equals(name))
        .map(Element::getTextContent)
        .findFirst()
        .orElse(otherwise);
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }
}
