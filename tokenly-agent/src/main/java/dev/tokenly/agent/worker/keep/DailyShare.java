package dev.tokenly.agent.worker.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** How much may go to the trash in a day, over all roots: counted from what lies in today's trash folders. Used by one thread. */
final class DailyShare {
  private static final int MAX_FILES = 1000;
  private static final long MAX_BYTES = 10L << 30;

  private final Map<Path, Gone> gone = new HashMap<>();
  private LocalDate day = LocalDate.MIN;

  /** What went to a trash folder. */
  private record Gone(int files, long bytes) {
    static final Gone NOTHING = new Gone(0, 0);

    Gone plus(Gone other) {
      return new Gone(files + other.files, bytes + other.bytes);
    }
  }

  /** Looks into a root's trash folder of that day, unless it is known. */
  void include(Path root, Path trash, LocalDate today) throws IOException {
    if (!today.equals(day)) {
      gone.clear();
      day = today;
    }
    if (!gone.containsKey(root)) {
      gone.put(root, Files.isDirectory(trash) ? count(root, trash) : Gone.NOTHING);
    }
  }

  private static Gone count(Path root, Path trash) throws IOException {
    Gone found = Gone.NOTHING;
    try (BeneathRoot open = BeneathRoot.open(root, trash)) {
      for (Path name : open.names()) {
        PosixFileAttributes file = open.look(name);
        found = found.plus(new Gone(1, file.size()));
      }
    }
    return found;
  }

  /** True when another file of that size may go. */
  boolean allows(long bytes) {
    Gone all = gone.values().stream().reduce(Gone.NOTHING, Gone::plus);
    return all.files < MAX_FILES && all.bytes + bytes <= MAX_BYTES;
  }

  /** A file went to the root's trash; answers a number no other file there has today. */
  int take(Path root, long bytes) {
    Gone before = gone.getOrDefault(root, Gone.NOTHING);
    gone.put(root, before.plus(new Gone(1, bytes)));
    return before.files;
  }
}
