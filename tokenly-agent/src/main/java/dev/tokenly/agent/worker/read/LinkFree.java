package dev.tokenly.agent.worker.read;

import dev.tokenly.formats.log.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens files whose path has no symbolic link at any level: an agent that reads other people's logs must not be led out of
 * their folders by a folder exchanged for a link at the right moment. Linux decides that in one call ({@code openat2});
 * elsewhere only the last name is held to it, which is what Java offers.
 */
public final class LinkFree implements Opening {
  /** The one there is. */
  public static final LinkFree OPENING = new LinkFree();

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final long OPENAT2 = 437; // the same on every architecture
  private static final long AT_FDCWD = -100;
  private static final long O_RDONLY_CLOEXEC = 0x80000;
  private static final long RESOLVE_NO_SYMLINKS = 0x04;
  private static final int HOW_BYTES = 24;
  private static final FunctionDescriptor FIVE_NUMBERS =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
  private static final @Nullable MethodHandle SYSCALL = syscall();

  private LinkFree() {}

  @SuppressWarnings("restricted") // the C library is what this is for
  private static @Nullable MethodHandle syscall() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    MethodHandle handle = linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"), FIVE_NUMBERS);
    try {
      long descriptor = openat2(handle, Path.of("/"));
      if (descriptor < 0) {
        return null; // a kernel before 5.6, or a sandbox that does not know the call
      }
      call(handle, close(), descriptor, 0, 0, 0);
      return handle;
    } catch (IOException _) {
      return null;
    }
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return Channels.newInputStream(channel(file));
  }

  /** Opens a file for reading; throws when it is not there, or a link is in the way. */
  static FileChannel channel(Path file) throws IOException {
    MethodHandle handle = SYSCALL;
    if (handle == null) {
      return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
    long descriptor = openat2(handle, file.toAbsolutePath());
    if (descriptor < 0) {
      throw new NoSuchFileException(file.toString(), null, "not there, not readable, or behind a symbolic link");
    }
    try {
      return FileChannel.open(Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ);
    } finally {
      call(handle, close(), descriptor, 0, 0, 0);
    }
  }

  /**
   * A library that opens by name may follow a link put there a moment ago. What the system says it has opened must bear the
   * very name, and so must what it opened along with it ({@code -wal} and the like); else nothing is read from it.
   */
  @Override
  public void confirm(Path file) throws IOException {
    if (SYSCALL == null) {
      return;
    }
    String wanted = file.toAbsolutePath().toString();
    List<String> opened = opened(String.valueOf(file.getFileName()));
    if (!opened.contains(wanted) || !opened.stream().allMatch(name -> name.startsWith(wanted))) {
      throw new NoSuchFileException(file.toString(), null, "exchanged while it was opened");
    }
  }

  /** What this process has open under names that begin like this. */
  private static List<String> opened(String name) throws IOException {
    List<String> opened = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        try {
          Path target = Files.readSymbolicLink(descriptor);
          if (String.valueOf(target.getFileName()).startsWith(name)) {
            opened.add(target.toString());
          }
        } catch (NoSuchFileException _) {
          // closed meanwhile: somebody else's
        }
      }
    }
    return opened;
  }

  private static long openat2(MethodHandle syscall, Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(HOW_BYTES, Long.BYTES);
      how.set(ValueLayout.JAVA_LONG, 0, O_RDONLY_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 2 * Long.BYTES, RESOLVE_NO_SYMLINKS);
      return call(syscall, OPENAT2, AT_FDCWD, arena.allocateFrom(file.toString()).address(), how.address(), HOW_BYTES);
    }
  }

  private static long close() {
    return System.getProperty("os.arch", "").equals("aarch64") ? 57 : 3;
  }

  private static long call(MethodHandle syscall, long number, long a, long b, long c, long d) throws IOException {
    try {
      return (long) syscall.invokeExact(number, a, b, c, d);
    } catch (Throwable failure) {
      throw new IOException("a call of the C library failed", failure);
    }
  }
}
