package dev.tokenly.agent.worker.read;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A log's bytes from the beginning, decompressed when its name says that it was compressed; never through a link. */
final class LogBytes {
  private static final int BUFFER = 64 * 1024;
  private static final int MAX_WINDOW_LOG = 24; // 16 MiB, the most a file may make zstd remember

  private LogBytes() {}

  static boolean isCompressed(Path file) {
    String name = file.toString();
    return name.endsWith(".gz") || name.endsWith(".zst");
  }

  static InputStream open(Path file) throws IOException {
    InputStream raw = LinkFree.OPENING.open(file);
    if (!isCompressed(file)) {
      return raw;
    }
    try {
      return new BufferedInputStream(
          file.toString().endsWith(".gz") ? new GZIPInputStream(raw, BUFFER) : zstd(raw), BUFFER);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static InputStream zstd(InputStream raw) throws IOException {
    ZstdInputStreamNoFinalizer plain = new ZstdInputStreamNoFinalizer(raw);
    plain.setLongMax(MAX_WINDOW_LOG);
    return plain;
  }
}
