package dev.tokenly.server;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.protocol.Resync;
import dev.tokenly.store.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The mark beside a database that was put back from a backup: what machines are asked to send again because of it. */
final class PutBack {
  private static final String FILE = "restored.json";
  /** An upload is received before it is stored, and clocks are set. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private PutBack() {}

  /** Marks a folder; the store is the one that was put back, before it takes anything new. */
  static void mark(Path folder, String id, Store store) throws IOException {
    Instant newest =
        store.usage().ask().counters().values().stream().map(counters -> counters.lastUpload()).filter(Objects::nonNull)
            .max(Instant::compareTo).orElse(null);
    Map<String, Object> map = new Resync(id, newest == null ? null : newest.minus(MARGIN)).toMap();
    Path unfinished = folder.resolve(FILE + ".tmp");
    Files.writeString(unfinished, JsonText.write(Map.of("resync", map)), StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes the mark of one folder to another, where the database follows. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from.resolve(FILE), to.resolve(FILE), StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a folder's mark asks machines for; null when its database was never put back. */
  static @Nullable Resync read(@Nullable Path folder) throws IOException {
    if (folder == null || !Files.exists(folder.resolve(FILE))) {
      return null;
    }
    try {
      return Resync.read(Fields.parse(Files.readAllBytes(folder.resolve(FILE))));
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.resolve(FILE) + " is damaged; remove it if no backup was put back lately", e);
    }
  }
}
