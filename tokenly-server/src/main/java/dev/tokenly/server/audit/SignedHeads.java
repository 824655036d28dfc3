package dev.tokenly.server.audit;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The signed heads of the audit, oldest first, in a file beside the database: who can write the database alone cannot
 * make them fit. The file is written anew each time, so that a crash leaves the old or the new one whole. Without a
 * folder they are kept in memory.
 */
final class SignedHeads {
  private final @Nullable Path file;
  private List<SignedHead> unfiled = List.of();

  SignedHeads(@Nullable Path file) {
    this.file = file;
  }

  /** Throws {@link DamagedException} when the file is not what was written. */
  synchronized List<SignedHead> all() {
    if (file == null || !Files.exists(file)) {
      return unfiled;
    }
    List<SignedHead> heads = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        heads.add(SignedHead.read(Fields.parse(line.getBytes(StandardCharsets.UTF_8))));
      }
    } catch (IllegalArgumentException | IOException e) {
      throw new DamagedException(file + ", line " + (heads.size() + 1) + ": " + e.getMessage(), e);
    }
    return heads;
  }

  synchronized void add(SignedHead head) {
    List<SignedHead> heads = new ArrayList<>(all());
    heads.add(head);
    write(heads);
  }

  /** Forgets the heads for which this is true. */
  synchronized void removeIf(Predicate<SignedHead> isOver) {
    List<SignedHead> heads = new ArrayList<>(all());
    if (heads.removeIf(isOver)) {
      write(heads);
    }
  }

  /** Moves the heads for which this is true to a file of their own; how many they were. */
  synchronized int setAside(Predicate<SignedHead> isLost, Instant now) {
    List<SignedHead> lost = all().stream().filter(isLost).toList();
    if (!lost.isEmpty() && file != null) {
      write(file.resolveSibling(file.getFileName() + ".quarantine-" + now.toEpochMilli()), lost);
      removeIf(isLost);
    }
    return lost.size();
  }

  private void write(List<SignedHead> heads) {
    if (file == null) {
      unfiled = List.copyOf(heads);
    } else {
      write(file, heads);
    }
  }

  private static void write(Path file, List<SignedHead> heads) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    String lines = heads.stream().map(head -> JsonText.write(head.json()) + '\n').collect(Collectors.joining());
    try {
      Files.writeString(
          draft, lines, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The file of signed heads was changed by somebody else. */
  static final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message, Exception cause) {
      super(message, cause);
    }
  }
}
