package dev.tokenly.formats.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.formats.scan.Ledger;
import dev.tokenly.model.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaudeCodeTest {
  private static final String BEFORE =
      "{\"sessionId\":\"s\",\"uuid\":\"u\",\"message\":{\"id\":\"msg_0123456789ABCD\",\"model\":\"claude-sonnet-5-5\","
          + "\"content\":[{\"type\":\"image\",\"source\":{\"data\":\"";
  private static final String AFTER =
      "\"}}],\"usage\":{\"input_tokens\":1,\"output_tokens\":2}},\"type\":\"assistant\","
          + "\"timestamp\":\"2026-11-20T10:00:00Z\"}\n";

  private final Ledger ledger = Ledger.full();

  private long read(InputStream in, boolean finished) throws IOException {
    LogReader.Lines reader =
        assertInstanceOf(
            LogReader.Lines.class, new ClaudeCode().open(new LogFile(Path.of("a.jsonl"), Instant.EPOCH), ""));
    return reader.read(in, finished, ledger);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void counts_a_line_of_thirty_megabytes_without_holding_it() throws IOException {
    byte[] image = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    List<InputStream> parts =
        new java.util.ArrayList<>(
            Collections.nCopies(30, 0).stream().map(_ -> (InputStream) new ByteArrayInputStream(image)).toList());
    parts.addFirst(bytes(BEFORE));
    parts.add(bytes(AFTER));
    read(new SequenceInputStream(Collections.enumeration(parts)), false);
    assertEquals(List.of(Tokens.of(1, 2)), ledger.calls().stream().map(call -> call.usage().tokens()).toList());
  }

  @Test
  void does_not_count_a_long_line_before_its_end_is_written() throws IOException {
    assertEquals(0, read(bytes(BEFORE + "x".repeat(2 << 20) + AFTER.strip()), false));
    assertEquals(List.of(), ledger.calls());
    assertEquals(0, read(bytes(BEFORE + "x".repeat(2 << 20)), false));
    assertEquals(Map.of(), ledger.rejects());
  }

  @Test
  void looks_where_the_variable_says_and_else_in_both_homes() {
    Machine machine = new Machine(Machine.Platform.LINUX, Path.of("/home/ana"), Map.of());
    assertTrue(new ClaudeCode().places(machine).contains(new Place(Path.of("/home/ana/.claude/projects"), "**.jsonl")));
    assertTrue(
        new ClaudeCode().places(machine).contains(new Place(Path.of("/home/ana/.config/claude/projects"), "**.jsonl")));
    Machine moved =
        new Machine(Machine.Platform.LINUX, Path.of("/home/ana"), Map.of("CLAUDE_CONFIG_DIR", "/a, ~/b/projects"));
    assertEquals(
        List.of(Path.of("/a/projects"), Path.of("/a/transcripts"), Path.of("/home/ana/b/projects")),
        new ClaudeCode().places(moved).stream().map(Place::root).limit(3).toList());
  }
}
