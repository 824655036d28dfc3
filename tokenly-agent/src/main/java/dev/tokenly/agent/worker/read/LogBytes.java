package dev.tokenly.agent.worker.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A log's bytes from the beginning, decompressed when its name says that it was compressed; never through a link. */
final class LogBytes {
  private LogBytes() {}

  static boolean isCompressed(Path file) {
    return file.toString().endsWith(".gz");
  }

  static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    if (!isCompressed(file)) {
      return raw;
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(raw, 64 * 1024));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
