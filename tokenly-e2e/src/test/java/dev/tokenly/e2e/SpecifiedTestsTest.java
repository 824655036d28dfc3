package dev.tokenly.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that specs/ names as its proof exist; a name may be cut short by an ellipsis. */
class SpecifiedTestsTest {
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)\\.([a-z]\\w*)(…?)");

  @Test
  void every_test_a_specification_names_exists() throws IOException {
    Map<String, String> tests = new HashMap<>();
    Map<Path, String> specs = new HashMap<>();
    for (Path file : Checkout.files()) {
      String name = Checkout.nameOf(file);
      if (name.endsWith("Test.java")) {
        tests.merge(name.replaceAll(".*/|\\.java", ""), Files.readString(file), String::concat);
      } else if (name.startsWith("specs/")) {
        specs.put(file, Files.readString(file));
      }
    }
    List<String> missing = new ArrayList<>();
    specs.forEach((file, text) -> missing(text, tests).forEach(test -> missing.add(file.getFileName() + ": " + test)));
    assertEquals("", String.join("\n", missing));
  }

  @Test
  void sees_a_test_that_is_not_there() {
    Map<String, String> tests = Map.of("ATest", "void is_there_and_firm() {");
    String text = "`ATest.is_there_and_firm`, `ATest.is_there_…`, `ATest.is_there`, `ATest.gone_…`, `BTest.is_there`";
    assertEquals(List.of("ATest.is_there", "ATest.gone_", "BTest.is_there"), missing(text, tests));
  }

  private static List<String> missing(String spec, Map<String, String> tests) {
    List<String> missing = new ArrayList<>();
    Matcher named = NAMED.matcher(spec);
    while (named.find()) {
      String rest = named.group(3).isEmpty() ? "" : "\\w*";
      String source = tests.getOrDefault(named.group(1), "");
      if (!Pattern.compile("void " + named.group(2) + rest + "\\(").matcher(source).find()) {
        missing.add(named.group(1) + "." + named.group(2));
      }
    }
    return missing;
  }
}
