package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenly.api.Answer;
import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Compact;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Answers as they are kept. */
class CompactTest {
  @Test
  void are_what_they_were_without_what_is_absent() {
    Fields answer =
        new Answer(
            """
            {"total":2,"clients":[{"hostname":"a","stats":{"records":1,"errors":0},"tags":["x","y"],"note":null},
            {"hostname":"b","note":"n","stats":{"records":1,"errors":0}}]}
            """.getBytes(StandardCharsets.UTF_8)).fields();
    Fields kept = Compact.of(answer);
    assertEquals(
        "{total=2, clients=[{hostname=a, stats={records=1, errors=0}, tags=[x, y]}, "
            + "{hostname=b, note=n, stats={records=1, errors=0}}]}",
        kept.values().toString());
    Fields first = kept.objects("clients").getFirst();
    assertFalse(first.has("note"));
    assertEquals("a", first.text("hostname"));
    assertEquals(1, first.object("stats").number("records", 0));
    assertEquals(2, kept.number("total", 0));
  }
}
