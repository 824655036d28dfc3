package dev.tokenly.agent.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.agent.place.AgentLog;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a socket such as systemd's, bound through the C library. */
class NotifyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final AgentLog QUIET =
      new AgentLog(
          Clock.systemUTC(), new PrintStream(OutputStream.nullOutputStream()), null, false, AgentLog.Level.ERROR);

  @TempDir Path folder;

  @SuppressWarnings("restricted") // the C library is what this is for
  private static long call(String function, long a, long b, long c, long d) throws Throwable {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor four =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
    return (long) linker.downcallHandle(linker.defaultLookup().findOrThrow(function), four).invokeExact(a, b, c, d);
  }

  private static int listenAt(Arena arena, String name) throws Throwable {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    MemorySegment address = arena.allocate(110);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
    MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
    if (path[0] == '@') {
      address.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
    }
    int socket = (int) call("socket", 1, 2, 0, 0);
    assertEquals(0, (int) call("bind", socket, address.address(), 2 + path.length, 0));
    return socket;
  }

  private static String heard(Arena arena, int socket) throws Throwable {
    MemorySegment buffer = arena.allocate(200);
    int length = (int) call("recv", socket, buffer.address(), 200, 0x40);
    return new String(buffer.asSlice(0, Math.max(0, length)).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  private static Notify notify(String socket) {
    return new Notify(
        Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "60000000"), Clock.fixed(NOW, ZoneOffset.UTC), QUIET);
  }

  @Test
  void says_once_that_it_is_ready_then_how_it_goes_and_that_it_lives() throws Throwable {
    for (String name : new String[] {folder.resolve("n").toString(),
      "@tokenly-test-" + ProcessHandle.current().pid()}) {
      try (Arena arena = Arena.ofConfined()) {
        int socket = listenAt(arena, name);
        Notify notify = notify(name);
        notify.ready();
        notify.ready();
        notify.status("waiting\nfor approval");
        assertEquals(NOW.plusSeconds(30), notify.sign(), "half of the watchdog's time");
        notify.sign();
        notify.stopping();
        assertEquals("READY=1", heard(arena, socket));
        assertEquals("STATUS=waiting for approval", heard(arena, socket));
        assertEquals("WATCHDOG=1", heard(arena, socket));
        assertEquals("STOPPING=1", heard(arena, socket));
        assertEquals("", heard(arena, socket));
      }
    }
  }

  @Test
  void is_silent_where_nobody_listens() {
    Notify notify = new Notify(Map.of(), Clock.systemUTC(), QUIET);
    notify.ready();
    assertEquals(Instant.MAX, notify.sign());
    notify(folder.resolve("nobody").toString()).ready();
  }
}
