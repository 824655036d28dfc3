package dev.tokenly.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.formats.log.Detector;
import dev.tokenly.formats.log.LogFile;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogReader;
import dev.tokenly.formats.scan.Ledger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** However a case's files are ordered, repeated and cut into slices, with a restart between any two: the same ledger. */
class ArrivalOrderTest {
  private static final int ROUNDS = 8 * Integer.getInteger("tokenly.test.scale", 1);

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicTest> gives_the_same_ledger_whatever_arrives_when() throws IOException {
    return ConformanceTest.cases().stream()
        .map(path -> DynamicTest.dynamicTest(ConformanceTest.CORPUS.relativize(path).toString(), () -> check(path)));
  }

  private void check(Path corpusCase) throws IOException {
    Path input =
        CorpusInput.prepare(corpusCase.resolve("input"), temp.resolve(ConformanceTest.CORPUS.relativize(corpusCase)));
    List<Path> files;
    try (Stream<Path> paths = Files.walk(input)) {
      files = new ArrayList<>(paths.filter(Files::isRegularFile).filter(file -> !isArchive(file)).sorted().toList());
    }
    if (files.isEmpty()) {
      return;
    }
    String expected = render(files, new Random(0), Integer.MAX_VALUE, 1);
    Random random = new Random(42);
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(files, random);
      assertEquals(expected, render(files, random, 1 + random.nextInt(2000), 1 + random.nextInt(2)), "round " + round);
    }
  }

  private static boolean isArchive(Path file) {
    return file.toString().endsWith(".zst") || file.toString().endsWith(".gz");
  }

  private static String render(List<Path> files, Random random, int slice, int repeats) throws IOException {
    Ledger ledger = Ledger.full();
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (Path file : files) {
        read(file, random, slice, ledger);
      }
    }
    return withoutRejects(ConformanceTest.render(ledger));
  }

  private static String withoutRejects(String rendered) {
    return rendered.substring(0, rendered.indexOf("\"rejects\""));
  }

  private static void read(Path path, Random random, int slice, Ledger ledger) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    LogFormat format = new Detector().detect(Arrays.copyOf(bytes, Math.min(bytes.length, Detector.SAMPLE_BYTES)), path);
    if (format == null) {
      return;
    }
    LogFile file = new LogFile(path, Instant.parse("2026-11-20T12:00:00Z"));
    LogReader reader = format.open(file, "");
    switch (reader) {
      case LogReader.Whole whole -> whole.read(ledger);
      case LogReader.Lines first -> inSlices(bytes, random, slice, ledger, format, file, first);
    }
  }

  private static void inSlices(
      byte[] bytes, Random random, int slice, Ledger ledger, LogFormat format, LogFile file, LogReader.Lines first)
      throws IOException {
    LogReader.Lines reader = first;
    int at = 0;
    int length = slice;
    while (at < bytes.length) {
      int to = (int) Math.min(bytes.length, (long) at + length);
      long consumed =
          reader.read(new ByteArrayInputStream(bytes, at, to - at), to == bytes.length, ledger);
      at += (int) consumed;
      length = consumed == 0 ? (int) Math.min(Integer.MAX_VALUE, length * 2L) : slice;
      if (random.nextBoolean()) {
        reader = (LogReader.Lines) format.open(file, reader.memory());
      }
    }
  }
}
