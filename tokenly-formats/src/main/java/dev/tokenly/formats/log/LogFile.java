package dev.tokenly.formats.log;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/**
 * A log on disk as its reader needs to know it: the path (session and project names often live only there) and the time
 * of the last change, which dates sources that keep no times of their own.
 */
public record LogFile(Path path, Instant modified) {

  /** The file's own name. */
  public String name() {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /** The name of the folder {@code levels} above the file (1 is the folder it lies in), or "" when there is none. */
  public String folder(int levels) {
    Path at = path;
    for (int level = 0; level < levels && at != null; level++) {
      at = at.getParent();
    }
    Path name = at == null ? null : at.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Opens it for reading; {@code .gz} and {@code .zst} are inflated. */
  public InputStream open() throws IOException {
    String name = name();
    if (name.endsWith(".zst")) {
      return new ZstdInputStream(Files.newInputStream(path));
    }
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(Files.newInputStream(path), 64 * 1024);
    }
    return new FileInputStream(path.toFile());
  }
}
