package dev.tokenly.agent.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** A log file that is put away gzipped at a size, the newest few of them kept; a log that cannot be written is no reason to stop. */
public final class RotatedFile {
  private static final long MAX_BYTES = 10L << 20;
  private static final int KEPT = 5;

  private final Path file;
  private final long maxBytes;

  public RotatedFile(Path file) {
    this(file, MAX_BYTES);
  }

  RotatedFile(Path file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /** Adds a line. */
  public synchronized void append(String line) {
    try {
      if (Files.exists(file) && Files.size(file) >= maxBytes) {
        rotate();
      }
      if (!Files.exists(file)) {
        Files.createFile(file, DurableFile.ownerOnly(file));
      }
      Files.writeString(file, line + '\n', StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException _) {
      // The same line went to standard error; a full disk must not stop what the disk is not needed for.
    }
  }

  private void rotate() throws IOException {
    Files.deleteIfExists(kept(KEPT));
    for (int number = KEPT - 1; number >= 1; number--) {
      if (Files.exists(kept(number))) {
        Files.move(kept(number), kept(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (InputStream in = Files.newInputStream(file);
        OutputStream out =
            new GZIPOutputStream(Files.newOutputStream(Files.createFile(kept(1), DurableFile.ownerOnly(file))))) {
      in.transferTo(out);
    }
    Files.delete(file);
  }

  private Path kept(int number) {
    return file.resolveSibling(file.getFileName() + "." + number + ".gz");
  }
}
