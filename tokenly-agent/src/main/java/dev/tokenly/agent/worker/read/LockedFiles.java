package dev.tokenly.agent.worker.read;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Files that another program keeps locked while it writes, as some do on Windows: such a file is tried three times, a second
 * apart, before it is left to the next scan.
 */
public final class LockedFiles {
  /** As it is on this system. */
  public static final LockedFiles HERE = new LockedFiles(LockedFiles::mayBeLock, Thread::sleep);

  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Predicate<IOException> isLock;
  private final Pause pause;

  LockedFiles(Predicate<IOException> isLock, Pause pause) {
    this.isLock = isLock;
    this.pause = pause;
  }

  /** Lets time pass. */
  interface Pause {
    void await(Duration time) throws InterruptedException;
  }

  /** Something that is read from a file. */
  public interface Reading<T> {
    T read() throws IOException;
  }

  /** Reads; a file that could not be read last time either ({@code failedBefore}) is tried once only. */
  public <T> T read(boolean failedBefore, Reading<T> reading) throws IOException, InterruptedException {
    for (int failures = failedBefore ? TRIES : 1; failures < TRIES; failures++) {
      try {
        return reading.read();
      } catch (IOException e) {
        if (!isLock.test(e)) {
          throw e;
        }
        pause.await(PAUSE);
      }
    }
    return reading.read();
  }

  /** Windows has no exception of its own for a lock, only a sentence in the user's language. */
  private static boolean mayBeLock(IOException failure) {
    Class<?> kind = failure.getClass();
    return File.separatorChar == '\\' && (kind.equals(FileSystemException.class) || kind.equals(IOException.class));
  }
}
