package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Ids of uploads an administrator discarded: a replay must not bring them back. One id a line, synced when added. */
final class Discarded {
  private final Path file;
  private final Set<UUID> ids = new HashSet<>();

  Discarded(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (line.length() == 36) {
          ids.add(UUID.fromString(line));
        }
      }
    }
  }

  synchronized boolean contains(UUID id) {
    return ids.contains(id);
  }

  synchronized void add(UUID id) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    ids.add(id);
  }
}
