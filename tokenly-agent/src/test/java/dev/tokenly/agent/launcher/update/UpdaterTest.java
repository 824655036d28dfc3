package dev.tokenly.agent.launcher.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.link.ServerAddress;
import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.model.protocol.ReleaseManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults 39 and 40 of the list in {@code specs/01-agent.md}: whatever happens to an update, exactly one valid worker runs. */
class UpdaterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path data;
  private final Map<String, String> memory = new HashMap<>();
  private WorkerSlots slots;
  private String old = "";

  @BeforeEach
  void begin() throws IOException {
    slots = new WorkerSlots(data, "launcher.jar");
    slots.install(jar("old"));
    old = slots.current();
  }

  private Path jar(String content) throws IOException {
    return Files.writeString(Files.createTempFile(data, "new", ".part"), content);
  }

  private Updater updater(Duration later) throws IOException {
    Clock clock = Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
    AgentLog quiet =
        new AgentLog(clock, new PrintStream(OutputStream.nullOutputStream()), null, false, AgentLog.Level.ERROR);
    Updater.Memory kept =
        new Updater.Memory() {
          @Override
          public @Nullable String recall(String name) {
            return memory.get(name);
          }

          @Override
          public void remember(String name, @Nullable Object value) {
            if (value == null) {
              memory.remove(name);
            } else {
              memory.put(name, value.toString());
            }
          }
        };
    ServerLink nowhere =
        new ServerLink(ServerAddress.parse("http://127.0.0.1:9", false), "tka_x", null, Duration.ofSeconds(1));
    return new Updater(kept, slots, nowhere, data.resolve("updates"), clock, quiet);
  }

  private static ReleaseManifest manifest() {
    return new ReleaseManifest("2.0.0", "any", 3, "ab", 5, NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void f39_a_worker_that_is_never_heard_from_is_taken_back_and_not_tried_again() throws IOException {
    Updater updater = updater(Duration.ZERO);
    assertTrue(updater.fetched(new Fetch.Ready(manifest(), jar("new"))));
    assertFalse(slots.current().equals(old));
    assertEquals(NOW.plusSeconds(60), updater.deadline());
    assertTrue(updater.workerFailed("not heard from within a minute"));
    assertEquals(old, slots.current());
    assertEquals("2.0.0", memory.get("failed_update"));
    assertFalse(memory.containsKey("update_before"));
  }

  @Test
  void f39_a_release_that_cannot_be_put_in_place_leaves_the_worker_that_runs() throws IOException {
    Path gone = data.resolve("gone.part");
    assertFalse(updater(Duration.ZERO).fetched(new Fetch.Ready(manifest(), gone)));
    assertEquals(old, slots.current());
    assertEquals("2.0.0", memory.get("failed_update"));
  }

  @Test
  void f39_a_download_that_failed_changes_nothing_and_is_tried_again() throws IOException {
    assertFalse(updater(Duration.ZERO).fetched(new Fetch.Failed("2.0.0", "No space left on device")));
    assertEquals(old, slots.current());
    assertFalse(memory.containsKey("failed_update"));
  }

  /** Every state a kill can leave between the steps of a swap, and of taking one back. */
  @Test
  void f40_a_launcher_killed_at_any_step_starts_the_worker_that_ran_before() throws IOException {
    Path active = data.resolve("tokenly-worker.jar");
    Path backup = data.resolve("tokenly-worker.backup.jar");
    memory.put("update_before", old);
    restarted("before the first rename");
    memory.put("update_before", old);
    Files.move(active, backup);
    restarted("between the renames");
    memory.put("update_before", old);
    Files.move(active, backup);
    Files.move(jar("new"), active);
    restarted("after the swap, on trial");
    memory.put("update_before", old);
    restarted("while it was taken back");
    memory.put("update_before", WorkerSlots.BUILT_IN);
    updater(Duration.ZERO).recover();
    assertEquals("launcher.jar", slots.classPath(), "the first update of all is taken back to what came along");
  }

  private void restarted(String killed) throws IOException {
    updater(Duration.ZERO).recover();
    assertEquals(old, slots.current(), killed);
    assertTrue(slots.classPath().startsWith(Objects.toString(data)), killed);
    assertFalse(memory.containsKey("update_before"), killed);
  }

  @Test
  void a_worker_heard_from_after_its_first_moments_stays() throws IOException {
    Updater updater = updater(Duration.ZERO);
    updater.fetched(new Fetch.Ready(manifest(), jar("new")));
    updater.heardFromWorker();
    assertTrue(memory.containsKey("update_before"), "too early to say");
  }
}
