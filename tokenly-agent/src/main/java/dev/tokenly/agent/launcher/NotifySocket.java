package dev.tokenly.agent.launcher;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Systemd's socket, spoken to through the C library, because Java has no datagram sockets in the file system. Both calls
 * have one shape, six numbers, since every further shape costs the launcher memory.
 */
final class NotifySocket {
  private static final long AF_UNIX = 1;
  private static final long SOCK_DGRAM = 2;
  private static final long SOCK_CLOEXEC = 0x80000;
  private static final long MSG_NOSIGNAL = 0x4000;
  private static final int FAMILY_BYTES = 2;
  private static final int MAX_PATH = 107;
  private static final FunctionDescriptor SIX_NUMBERS =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

  private final MethodHandle sendto;
  private final byte[] path;
  private final int socket;

  private NotifySocket(MethodHandle sendto, byte[] path, int socket) {
    this.sendto = sendto;
    this.path = path;
    this.socket = socket;
  }

  /** Opens the way to the socket of {@code NOTIFY_SOCKET}: a path, or {@code @name} for an abstract one. */
  static NotifySocket open(String name) throws IOException {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (path.length > MAX_PATH) {
      throw new IOException("the path of the notify socket is too long");
    }
    int socket = (int) call(function("socket"), AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, 0, 0, 0);
    if (socket < 0) {
      throw new IOException("no socket can be made");
    }
    return new NotifySocket(function("sendto"), path, socket);
  }

  @SuppressWarnings("restricted") // the C library is what this is for
  private static MethodHandle function(String name) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), SIX_NUMBERS);
  }

  /** Sends one message. */
  void send(String text) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      MemorySegment message = arena.allocate(Math.max(1, utf8.length));
      MemorySegment.copy(utf8, 0, message, ValueLayout.JAVA_BYTE, 0, utf8.length);
      MemorySegment address = arena.allocate(FAMILY_BYTES + MAX_PATH + 1);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, path.length);
      boolean isAbstract = path.length > 0 && path[0] == '@';
      if (isAbstract) {
        address.set(ValueLayout.JAVA_BYTE, FAMILY_BYTES, (byte) 0);
      }
      long length = (long) FAMILY_BYTES + path.length + (isAbstract ? 0 : 1);
      long sent = call(sendto, socket, message.address(), utf8.length, MSG_NOSIGNAL, address.address(), length);
      if (sent < 0) {
        throw new IOException("nobody took the message");
      }
    }
  }

  private static long call(MethodHandle function, long a, long b, long c, long d, long e, long f) throws IOException {
    try {
      return (long) function.invokeExact(a, b, c, d, e, f);
    } catch (Throwable failure) {
      throw new IOException("a call of the C library failed", failure);
    }
  }
}
