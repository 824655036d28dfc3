package dev.tokenly.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.formats.scan.Ledger;
import dev.tokenly.formats.scan.LogScan;
import dev.tokenly.model.NativeWriter;
import dev.tokenly.model.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every case of the corpus reads as its {@code expected.json} says. A case without one fails; with {@code
 * -Dtokenly.corpus.write=true} what was read is written there for review.
 */
class ConformanceTest {
  static final Path CORPUS = Path.of("src/test/resources/corpus");

  @TempDir Path temp;

  static List<Path> cases() throws IOException {
    try (Stream<Path> paths = Files.find(CORPUS, 2, (path, _) -> Files.isDirectory(path.resolve("input")))) {
      return paths.sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> reads_every_case_as_expected() throws IOException {
    return cases().stream().map(path -> DynamicTest.dynamicTest(CORPUS.relativize(path).toString(), () -> check(path)));
  }

  private void check(Path corpusCase) throws IOException {
    assertTrue(Files.size(corpusCase.resolve("README.md")) > 20, "say what the trap is in README.md");
    String seen =
        read(CorpusInput.prepare(corpusCase.resolve("input"), temp.resolve(CORPUS.relativize(corpusCase))), false);
    Path expected = corpusCase.resolve("expected.json");
    if (Boolean.getBoolean("tokenly.corpus.write")) {
      Files.writeString(expected, seen);
    }
    assertEquals(Files.readString(expected), seen);
    assertFalse(seen.contains("CANARY"), "text that must never leave the machine was read");
  }

  static String read(Path input, boolean backwards) throws IOException {
    Ledger ledger = Ledger.full();
    LogScan scan = new LogScan(ledger);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(input)) {
      paths.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    if (backwards) {
      Collections.reverse(files);
    }
    LogScan.Result result = scan.paths(files, 1);
    assertEquals(List.of(), result.unreadable());
    return render(ledger);
  }

  static String render(Ledger ledger) throws IOException {
    List<String> lines = new ArrayList<>();
    Tokens sum = Tokens.ZERO;
    for (Ledger.Call call : ledger.calls()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      try (NativeWriter writer = new NativeWriter(line)) {
        writer.write(call.usage());
      }
      lines.add("    " + line.toString(StandardCharsets.UTF_8).strip());
      sum = sum.plus(call.usage().tokens());
    }
    Collections.sort(lines);
    return "{\n  \"records\": [\n"
        + String.join(",\n", lines)
        + "\n  ],\n  \"totals\": {\"records\": "
        + lines.size()
        + ", \"input\": "
        + sum.input()
        + ", \"cache_read\": "
        + sum.cacheRead()
        + ", \"cache_write\": "
        + sum.cacheWrite()
        + ", \"output\": "
        + sum.output()
        + ", \"reasoning\": "
        + sum.reasoning()
        + "},\n  \"rejects\": {"
        + String.join(
            ", ",
            ledger.rejects().entrySet().stream().map(e -> '"' + e.getKey() + "\": " + e.getValue()).sorted().toList())
        + "}\n}\n";
  }
}
