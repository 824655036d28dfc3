package dev.tokenly.agent.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of what writers, rotators, crashes and networks do, against a model of a few lines: every whole line
 * that a completed scan could see has arrived, nothing arrives that was not written. {@code -Dtokenly.test.scale=10} runs
 * ten times as many sequences.
 */
class ReaderModelTest {
  private static final int SEQUENCES = 5000 * Integer.getInteger("tokenly.test.scale", 1);
  private static final int AT_ONCE = 16; // each waits, most of its time, for the system to close its watches

  @TempDir Path folder;

  @Test
  void every_whole_line_is_counted_once_whatever_happens() throws Exception {
    long seed = Long.getLong("tokenly.test.seed", 20261123);
    Path places = quickFolder();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int sequence = 0; sequence < SEQUENCES; sequence++) {
        // Inodes are used again on a disk, not in memory; there every sync takes its time, so that few run there.
        Path place = (sequence % 50 == 0 ? folder : places).resolve("p" + sequence).resolve("s");
        long own = seed + sequence;
        running.add(threads.submit(() -> run(Files.createDirectories(place), own)));
      }
      for (Future<?> sequence : running) {
        sequence.get();
      }
    }
    delete(places);
  }

  private static @Nullable Void run(Path place, long seed) throws Exception {
    new ReaderSequence(place, new Random(seed), "seed " + seed).run();
    delete(place);
    return null;
  }

  /** A folder in memory where the system has one: thousands of sequences wait for no disk there. */
  private Path quickFolder() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? Files.createTempDirectory(memory, "tokenly-reader-model") : folder;
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
