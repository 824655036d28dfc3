package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tokenly server} keeps through a full disk, and what {@code tokenly restore} puts back. */
class ServerDataTest {
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

  /** Files that cannot grow are what a full disk is to a program; the limit is taken away as space comes back. */
  @Test
  void f14_f15_a_full_disk_is_told_loses_nothing_and_mends_by_itself() throws Exception {
    Processes.Running server = processes.serve("data");
    String token = processes.prepare(server, "data");
    limitFiles(server, "1500000");
    int acknowledged = 0;
    int refused = 0;
    for (int i = 0; refused < 3; i++) {
      int status = processes.upload(server, i, 1000);
      assertTrue(status == 200 || status == 503 || status == 507, "answered " + status);
      acknowledged += status == 200 ? 1 : 0;
      refused += status == 200 ? 0 : 1;
      assertTrue(i < 200, "the disk never got full");
    }
    assertEquals(503, processes.status(server, "/health"));
    assertEquals(200, processes.status(server, "/api/openapi.json"));
    limitFiles(server, "unlimited");
    int mended = 1000;
    while (processes.upload(server, mended, 1000) != 200) {
      mended++;
    }
    while (processes.status(server, "/health") != 200) {
      Thread.onSpinWait();
    }
    assertEquals((acknowledged + 1) * 1000L, processes.counted(server));
    processes.call(server, "POST", "/manage/storage/verify", token, "{}");
    server.process().destroyForcibly().waitFor();
    assertEquals((acknowledged + 1) * 1000L, processes.counted(processes.serve("data")));
  }

  private static void limitFiles(Processes.Running server, String bytes) throws Exception {
    Process limiting =
        new ProcessBuilder("prlimit", "--pid", Long.toString(server.process().pid()), "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start();
    assertEquals(0, limiting.waitFor());
  }

  @Test
  void a_backup_is_put_back_by_the_command_once_the_server_has_ended() throws Exception {
    String data = folder.resolve("data").toString();
    Processes.Running server = processes.serve("data");
    String token = processes.prepare(server, "data");
    processes.call(server, "POST", "/manage/backup", token, "{\"target\":\"b.duckdb\"}");
    assertEquals(200, processes.upload(server, 1));
    assertEquals(1, processes.counted(server));
    Processes.Ended running = processes.run("restore", "b.duckdb", "--data-dir", data, "--yes");
    assertEquals(1, running.code(), running.said());
    assertTrue(running.said().contains("PID " + server.process().pid()), running.said());
    server.process().destroy();
    server.process().waitFor();
    Processes.Ended unasked = processes.run("restore", "b.duckdb", "--data-dir", data);
    assertEquals(2, unasked.code(), unasked.said());
    Processes.Ended tried = processes.run("restore", "--data-dir", data, "--dry-run");
    assertTrue(tried.code() == 0 && tried.said().contains("is sound: 0 records"), tried.said());
    Processes.Ended done = processes.run("restore", "b.duckdb", "--data-dir", data, "--yes");
    assertTrue(done.code() == 0 && done.said().contains("Restored 0 records"), done.said());
    assertEquals(1, processes.counted(processes.serve("data")), "the journal knew it");
    assertEquals(1,
        processes.run("restore", "none.duckdb", "--data-dir", folder.resolve("empty").toString(), "--yes").code());
  }
}
