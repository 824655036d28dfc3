package dev.tokenly.formats.log;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/**
 * A log on disk as its reader needs to know it: the path (session and project names often live only there) and the time
 * of the last change, which dates sources that keep no times of their own. {@code opening} is how it, and whatever lies
 * beside it, is opened.
 */
public record LogFile(Path path, Instant modified, Opening opening) {

  /** A file that is opened plainly. */
  public LogFile(Path path, Instant modified) {
    this(path, modified, Opening.PLAIN);
  }

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

  /** Another file that this one's reader needs. */
  LogFile at(Path other) {
    return new LogFile(other, Instant.EPOCH, opening);
  }

  /** Opens it for reading; {@code .gz} and {@code .zst} are inflated. */
  public InputStream open() throws IOException {
    InputStream raw = opening.open(path);
    try {
      String name = name();
      return name.endsWith(".zst")
          ? new ZstdInputStream(raw)
          : name.endsWith(".gz") ? new GZIPInputStream(raw, 64 * 1024) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
