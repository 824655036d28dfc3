package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenly server} as a process: started, refused, asked to end, killed. */
class ServerLifeTest {
  private static final int SCALE = Integer.getInteger("tokenly.test.scale", 1);

  @TempDir private Path folder;
  private Processes processes;

  @BeforeEach
  void start() {
    processes = new Processes(folder);
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  void f44_a_signal_lets_what_is_under_way_end_and_the_exit_code_is_zero() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger acknowledged = new AtomicInteger();
    for (int round = 0; round < 2 * SCALE; round++) {
      Processes.Running server = processes.serve("data");
      if (round == 0) {
        processes.prepare(server, "data");
      }
      try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int agent = 0; agent < 8; agent++) {
          Future<?> _ = agents.submit(
              () -> {
                while (processes.upload(server, sent.incrementAndGet()) == 200) {
                  acknowledged.incrementAndGet();
                }
                return true;
              });
        }
        int before = acknowledged.get();
        while (acknowledged.get() < before + 20) {
          Thread.onSpinWait();
        }
        server.process().destroy();
        assertTrue(server.process().waitFor(30, TimeUnit.SECONDS), "did not end within its time");
      }
      assertEquals(0, server.process().exitValue());
    }
    long counted = processes.counted(processes.serve("data"));
    assertTrue(counted >= acknowledged.get() && counted <= sent.get(),
        counted + " counted, " + acknowledged + " acknowledged, " + sent + " sent");
  }

  @Test
  void n58_f17_kills_in_a_row_leave_the_temporary_folder_as_it_was() throws Exception {
    Random random = new Random(58);
    for (int kill = 0; kill < 50; kill++) {
      Process process =
          processes.launch(folder.resolve("killed.txt"), "server", "--data-dir", folder.resolve("data").toString(),
              "--port",
              "0");
      process.waitFor(300 + random.nextInt(900), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }
    Processes.Running last = processes.serve("data");
    last.process().destroyForcibly().waitFor();
    long bytes = 0;
    try (Stream<Path> left = Files.walk(folder.resolve("tmp"))) {
      for (Path file : left.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertTrue(bytes < 100_000_000, bytes + " bytes are left in the temporary folder");
  }

  @Test
  void n56_what_cannot_be_is_said_with_its_cause() throws Exception {
    Processes.Running server = processes.serve("data");
    Processes.Ended sameFolder =
        processes.run("server", "--data-dir", folder.resolve("data").toString(), "--port", "0");
    assertEquals(1, sameFolder.code(), sameFolder.said());
    assertTrue(sameFolder.said().contains("PID " + server.process().pid()), sameFolder.said());
    Processes.Ended samePort =
        processes.run("server", "--data-dir", folder.resolve("other").toString(), "--port",
            Integer.toString(server.port()));
    assertEquals(1, samePort.code(), samePort.said());
    assertTrue(samePort.said().contains(Integer.toString(server.port())), samePort.said());
    for (Processes.Ended one : List.of(sameFolder, samePort)) {
      assertTrue(!one.said().contains("\tat "), one.said());
    }
    assertEquals(2, processes.run("server", "--port", "70000", "--check").code());
    assertEquals(2, processes.run("server", "--host", "0.0.0.0", "--check").code());
    assertEquals(0, processes.run("server", "--check").code());
    Processes.Ended printed = processes.run("server", "--print-config", "--port", "7171");
    assertTrue(printed.said().contains("7171") && printed.said().contains("command line"), printed.said());
  }
}
