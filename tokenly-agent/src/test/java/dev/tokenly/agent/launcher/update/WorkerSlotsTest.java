package dev.tokenly.agent.launcher.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSlotsTest {
  @TempDir Path data;

  private Path jar(String content) throws IOException {
    return Files.writeString(Files.createTempFile(data, "new", ".part"), content);
  }

  private WorkerSlots slots() {
    return new WorkerSlots(data, "launcher.jar");
  }

  @Test
  void a_worker_that_is_put_back_is_the_one_that_ran() throws IOException {
    WorkerSlots slots = slots();
    assertEquals("launcher.jar", slots.classPath());
    slots.install(jar("one"));
    String one = slots.current();
    slots.install(jar("two"));
    slots.restore(one);
    assertEquals(one, slots.current());
    slots.restore(WorkerSlots.BUILT_IN);
    assertEquals("launcher.jar", slots.classPath());
  }

  @Test
  void f40_a_kill_between_any_two_steps_leaves_the_worker_before() throws IOException {
    WorkerSlots slots = slots();
    slots.install(jar("one"));
    String one = slots.current();
    Files.move(data.resolve("tokenly-worker.jar"), data.resolve("tokenly-worker.backup.jar"));
    slots.restore(one); // killed after the first rename
    assertEquals(one, slots.current());
    slots.install(jar("two"));
    slots.restore(one); // killed after the second
    assertEquals(one, slots.current());
    slots.restore(one); // killed after restoring
    assertEquals(one, slots.current());
    assertTrue(slots.classPath().endsWith("launcher.jar"));
  }
}
