package dev.tokenly.agent.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogFormats;
import dev.tokenly.formats.log.RecordSink;
import dev.tokenly.formats.scan.LogScan;
import dev.tokenly.model.NativeWriter;
import dev.tokenly.model.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.approvaltests.Approvals;
import org.approvaltests.reporters.QuietReporter;
import org.approvaltests.reporters.UseReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A canary in every text of every format's corpus. Which texts a record is made of is found out by putting one there, and
 * approved as a list; a canary in all the others is in no upload, in no file of the agent and in nothing it says.
 */
@UseReporter(QuietReporter.class)
class CorpusPrivacyTest {
  private static final Path CORPUS = Path.of("../tokenly-formats/src/test/resources/corpus");
  private static final String CANARY = "canary-7d21";

  @TempDir Path folder;
  private final Set<String> sent = new TreeSet<>();
  private int expected;

  private static List<Path> cases() throws IOException {
    try (Stream<Path> paths = Files.walk(CORPUS, 2)) {
      return paths.map(path -> path.resolve("input")).filter(Files::isDirectory).sorted().toList();
    }
  }

  @Test
  void n57_only_the_approved_texts_of_any_log_leave_the_machine() throws Exception {
    for (Path input : cases()) {
      mark(input);
    }
    Approvals.verify(String.join("\n", sent) + "\n");
    ship();
  }

  /** Lays a case out in the worker's logs, with the canary in all that its records do without. */
  private void mark(Path input) throws IOException {
    Path plain = folder.resolve("plain").resolve(CORPUS.relativize(input).toString());
    Set<String> texts = MarkedLogs.lay(input, plain, _ -> false, CANARY);
    List<String> records = records(plain);
    Set<String> unused = new TreeSet<>();
    Path one = folder.resolve("one").resolve(CORPUS.relativize(input).toString());
    for (String text : texts) {
      MarkedLogs.lay(input, one, other -> other.equals(text) || unused.contains(other), CANARY);
      List<String> now = records(one);
      if (now.toString().contains(CANARY)) {
        sent.add(CORPUS.relativize(input).getName(0) + ": " + text);
      } else if (now.equals(records)) {
        unused.add(text);
      }
    }
    Path logs = folder.resolve("logs").resolve(CORPUS.relativize(input).toString());
    MarkedLogs.lay(input, logs, unused::contains, CANARY);
    assertEquals(records, records(logs), input::toString);
    expected += records.size();
  }

  private static List<String> records(Path place) throws IOException {
    List<String> lines = new ArrayList<>();
    LogScan scan =
        new LogScan(
            new RecordSink() {
              @Override
              public void record(UsageRecord usage) {
                lines.add(nativeLine(usage));
              }

              @Override
              public void bad(String reason) {
                assertFalse(reason.contains(CANARY), reason);
              }
            });
    try (Stream<Path> files = Files.walk(place)) {
      scan.paths(files.filter(Files::isRegularFile).sorted().toList(), 1);
    }
    Collections.sort(lines);
    return lines;
  }

  private static String nativeLine(UsageRecord usage) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (NativeWriter writer = new NativeWriter(line)) {
      writer.write(usage);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private void ship() throws Exception {
    List<String> uploads = new ArrayList<>();
    Map<String, Object> everything =
        Map.of(
            "tool_logs", LogFormats.ALL.stream().map(LogFormat::name).toList(), "file_patterns", List.of("*"),
            "exclude_patterns", List.of(), "max_scan_depth", 20L, "log_level", "debug");
    try (Workshop shop = new Workshop(folder, Clock.systemUTC(), everything)) {
      shop.onUpload(
          batch -> {
            uploads.add(batch.source() + batch.lines().toString());
            return Workshop.taken();
          });
      shop.scan();
      assertEquals(expected, shop.arrivedLines());
      assertFalse(uploads.toString().contains(CANARY), uploads::toString);
      assertFalse(shop.said().contains(CANARY), shop::said);
      try (Stream<Path> files = Files.walk(shop.data(""))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertFalse(
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CANARY), file::toString);
        }
      }
    }
  }
}
