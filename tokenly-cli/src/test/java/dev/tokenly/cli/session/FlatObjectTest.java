package dev.tokenly.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The quick reading of a profile is the parser's, for whatever stands in the file. */
class FlatObjectTest {
  private static Object parsed(String text) {
    return JsonText.object(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void reads_what_the_parser_reads() {
    for (String text : List.of(
        "{\"server\":\"http://127.0.0.1:7171\",\"username\":\"ana\"}\n",
        " {\n  \"server\" : \"x\" ,\t\"ca_file\":\"\"\r\n}  ",
        "{}", "{\"a\":\"ä→😀\"}", "{\"a\":\"say \\\"x\\\"\\n\"}", "{\"a\\u0041\":\"b\"}",
        "{\"server\":\"x\",\"ca_file\":null}", "{\"a\":1.50,\"b\":{\"c\":\"d\"},\"e\":[\"f\"],\"g\":true}")) {
      assertEquals(parsed(text), FlatObject.read(text).values(), text);
    }
  }

  @Test
  void refuses_what_the_parser_refuses() {
    for (String text : List.of(
        "", "{", "{\"a\"", "{\"a\":", "{\"a\":\"b", "{\"a\":\"b\"", "{\"a\":\"b\",}", "{\"a\":\"b\"}x", "[\"a\"]",
        "{\"a\":\"b\nc\"}", "{\"a\" \"b\"}", "{\"a\":\"b\" \"c\":\"d\"}", "{\"a\":\"b\",\"a\":\"c\"}")) {
      Exception expected = assertThrows(RuntimeException.class, () -> parsed(text), text);
      assertEquals(expected.getClass(), assertThrows(RuntimeException.class, () -> FlatObject.read(text)).getClass());
    }
  }
}
