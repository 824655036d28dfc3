package dev.tokenly.server.ingest.upload;

import dev.tokenly.model.Hash128;
import dev.tokenly.server.ingest.journal.Content;
import dev.tokenly.server.ingest.journal.Form;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Takes an upload's bytes as they come and keeps them packed: a gzipped request as it is, anything else in frames. Counts
 * bytes and lines and hashes on the way. Closing frees what it kept.
 */
final class Spool extends OutputStream {
  private static final int BUFFER = 16 * 1024;

  private final Cap cap;
  private final MessageDigest sha256 = Hash128.sha256();
  private final LineCount lines = new LineCount();
  private final Kept kept;
  private final Stretches stretches;
  private boolean asSent;
  private long size;

  Spool(Path folder, Cap cap, SpoolMemory memory) {
    this.cap = cap;
    this.kept = new Kept(folder, memory);
    this.stretches = new Stretches(memory, kept);
  }

  /** The gzipped body of the request; it is what is kept, so it must be read to its end. */
  InputStream keeping(InputStream gzipped) {
    asSent = true;
    return new BufferedInputStream(new FilterInputStream(gzipped) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        kept.write(buffer, offset, Math.max(0, read));
        return read;
      }
    }, BUFFER);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (size + length > cap.limits().maxBytes()) {
      throw cap.passed(size + length);
    }
    sha256.update(bytes, offset, length);
    lines.count(bytes, offset, offset + length);
    size += length;
    if (!asSent) {
      stretches.write(bytes, offset, length);
    }
  }

  /**
   * What was written, complete; nothing can be written after that. {@code before} it the request had so many other bytes.
   */
  Received received(long before) throws SpoolFailed {
    stretches.end(); // What waits for the disk holds its own share of the memory only.
    Form form = asSent ? new Form.Gzip(before) : new Form.Frames();
    return new Received(kept.content(form), size, HexFormat.of().formatHex(sha256.digest()), lines.soFar());
  }

  /** An upload's content, how many bytes it is, their SHA-256 in lower-case hex, and how many lines are not empty. */
  record Received(Content content, long bytes, String sha256, long lines) {}

  @Override
  public void close() throws IOException {
    stretches.close();
    kept.close();
  }
}
