package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tokenly.cli.complaint.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.approvaltests.reporters.QuietReporter;
import org.approvaltests.reporters.UseReporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every JSON document against its published schema; its fields and their order are approved once and kept. */
@UseReporter(QuietReporter.class)
class DocumentsTest {
  private static final Path PUBLISHED = Path.of("../docs/json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Ledger LEDGER = Ledger.start();
  private static final Map<String, JsonNode> DOCUMENTS = new LinkedHashMap<>();

  @BeforeAll
  static void ask() throws IOException {
    DocumentWorld world = DocumentWorld.made(LEDGER);
    for (String line : Files.readAllLines(Path.of("src/test/resources/documents.txt"))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Cli.Result result = LEDGER.cli().reading("another fine pass phrase 2\n").line(world.filled(line) + " --json");
      boolean done = result.exit() == ExitCode.OK || result.exit() == ExitCode.CHECK_FAILED;
      assertTrue(done && result.out().endsWith("}\n"), line + "\n" + result.both());
      DOCUMENTS.put(line, JSON.readTree(result.out()));
    }
  }

  @AfterAll
  static void stop() {
    LEDGER.close();
  }

  private static String name(JsonNode document) {
    String schema = document.path("schema").asText();
    return schema.substring("tokenly.".length(), schema.length() - "/v1".length());
  }

  private static JsonNode published(String name) throws IOException {
    return JSON.readTree(PUBLISHED.resolve(name + ".schema.json").toFile());
  }

  @Test
  void are_as_their_schemas_say() throws IOException {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, JsonNode> document : DOCUMENTS.entrySet()) {
      JsonSchema schema = factory.getSchema(published(name(document.getValue())));
      schema.validate(document.getValue()).forEach(message -> wrong.add(document.getKey() + message));
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void have_no_field_their_schemas_leave_out() throws IOException {
    List<String> left = new ArrayList<>();
    for (Map.Entry<String, JsonNode> document : DOCUMENTS.entrySet()) {
      String fields = Shapes.undocumented(document.getValue(), published(name(document.getValue())));
      left.add(fields.isEmpty() ? "" : document.getKey() + ": " + fields + '\n');
    }
    assertEquals("", String.join("", left));
  }

  @Test
  void are_all_published_and_no_other() throws IOException {
    Set<String> met =
        DOCUMENTS.values().stream().map(DocumentsTest::name).collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(PUBLISHED)) {
      Set<String> schemas =
          files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".schema.json"))
              .map(file -> file.replace(".schema.json", "")).collect(Collectors.toCollection(TreeSet::new));
      assertEquals(schemas, met);
    }
    String index = Files.readString(PUBLISHED.resolve("README.md"));
    met.forEach(name -> assertTrue(index.contains("(" + name + ".schema.json)"), name));
  }

  @Test
  void keep_their_fields_and_the_order_of_them() throws IOException {
    StringBuilder shapes = new StringBuilder();
    for (Map.Entry<String, JsonNode> document : DOCUMENTS.entrySet()) {
      shapes.append("tokenly ").append(document.getKey()).append('\n');
      shapes.append(Shapes.of(document.getValue(), published(name(document.getValue())))).append('\n');
    }
    Approvals.verify(shapes.toString(), new Options());
  }

  @Test
  void count_in_integers_and_never_in_texts() {
    for (Map.Entry<String, JsonNode> document : DOCUMENTS.entrySet()) {
      assertEquals(List.of(), Shapes.numbersInTexts(document.getValue().path("data")), document.getKey());
      assertEquals(List.of(), Shapes.brokenCounts(document.getValue().path("data")), document.getKey());
    }
  }

  @Test
  void are_the_same_however_many_pages_there_were() throws IOException {
    JsonNode all = JSON.readTree(LEDGER.cli().line("usage --since 30d --json").out()).path("data");
    JsonNode first = JSON.readTree(LEDGER.cli().line("usage --since 30d --json --limit 1500").out());
    JsonNode rest =
        JSON.readTree(
            LEDGER.cli().line("usage --since 30d --json --cursor " + first.path("next").asText()).out()).path("data");
    assertTrue(all.size() > 2000, "too few records: " + all.size());
    assertEquals(1500, first.path("data").size());
    assertEquals(all.size(), 1500 + rest.size());
    assertEquals(all.get(1500), rest.get(0));
    assertEquals(all.get(all.size() - 1), rest.get(rest.size() - 1));
  }
}
