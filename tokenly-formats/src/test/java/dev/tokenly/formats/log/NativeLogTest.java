package dev.tokenly.formats.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tokenly.model.UsageRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeLogTest {
  private static final String LINE =
      "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-6-sol\",\"input_tokens\":";

  private final List<UsageRecord> records = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final RecordSink sink =
      new RecordSink() {
        @Override
        public void record(UsageRecord usage) {
          records.add(usage);
        }

        @Override
        public void bad(String reason) {
          reasons.add(reason);
        }
      };

  private long read(String text, boolean finished) throws IOException {
    LogReader.Lines reader =
        assertInstanceOf(
            LogReader.Lines.class, new NativeLog().open(new LogFile(Path.of("a.jsonl"), Instant.EPOCH), ""));
    return reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), finished, sink);
  }

  @Test
  void reads_whole_lines_and_leaves_a_half_written_one() throws IOException {
    String whole = "\ufeff" + LINE + "1}\r\n\n" + LINE + "2}\n";
    assertEquals(whole.getBytes(StandardCharsets.UTF_8).length, read(whole + LINE, false));
    assertEquals(List.of(1L, 2L), records.stream().map(usage -> usage.tokens().input()).toList());
    assertEquals(List.of(), reasons);
  }

  @Test
  void takes_the_last_line_of_a_finished_file() throws IOException {
    assertEquals(LINE.length() + 2, read(LINE + "1}", true));
    assertEquals(1, records.size());
  }

  @Test
  void skips_a_line_over_one_mebibyte_and_goes_on() throws IOException {
    String huge = "{\"timestamp\":\"" + "x".repeat(3 << 20) + "\"}\n";
    String text = LINE + "1}\n" + huge + LINE + "2}\n" + LINE + "3}\n";
    assertEquals(text.length(), read(text, false));
    assertEquals(3, records.size());
    assertEquals(List.of("line longer than 1 MiB"), reasons);
  }

  @Test
  void waits_for_the_end_of_a_long_line() throws IOException {
    assertEquals(LINE.length() + 3, read(LINE + "1}\n" + "x".repeat(3 << 20), false));
    assertEquals(List.of(), reasons);
  }
}
