package dev.tokenly.formats.scan;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a log for reading, inflating {@code .gz} and {@code .zst}. */
final class Opened {
  private Opened() {}

  static InputStream file(Path path) throws IOException {
    String name = path.toString();
    if (name.endsWith(".zst")) {
      return new ZstdInputStream(Files.newInputStream(path));
    }
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(Files.newInputStream(path), 64 * 1024);
    }
    return new FileInputStream(path.toFile());
  }
}
