package dev.tokenly.agent.worker.keep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file's lines, one at a time, as long as each is ended by a line feed: a last line that was cut off is none. */
final class WholeLines implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;

  WholeLines(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  /** The next line without its end; null when there is none. */
  @Nullable
  String next() throws IOException {
    line.reset();
    while (at < end || fill()) {
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.write(buffer, from, at - from);
      if (at < end) {
        at++;
        return line.toString(StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /** True when the last call of {@link #next} found the beginning of a line but not its end. */
  boolean wasCut() {
    return line.size() > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
