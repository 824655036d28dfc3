package dev.tokenly.agent.worker.read;

import dev.tokenly.agent.worker.keep.Fingerprint;
import dev.tokenly.formats.json.ByteSearch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A bounded part of a file as a stream that notes, while it is read, how many lines went by and which bytes were the last
 * before the last newline: their fingerprint must come from the bytes that were read, not from a second look.
 */
final class SliceStream extends InputStream {
  private final FileChannel file;
  private final long end;
  private long at;
  private long newlines;
  private byte[] recent;
  private byte[] beforeNewline;

  /** Reads {@code [from, from + length)}; {@code before} are the last bytes in front of it. */
  SliceStream(FileChannel file, long from, long length, byte[] before) {
    this.file = file;
    this.at = from;
    this.end = from + length;
    this.recent = before;
    this.beforeNewline = before;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    if (at >= end) {
      return -1;
    }
    int count = file.read(ByteBuffer.wrap(target, offset, (int) Math.min(wanted, end - at)), at);
    if (count > 0) {
      at += count;
      note(target, offset, count);
    }
    return count;
  }

  /** All there is left: none of it has to be waited for. */
  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - at);
  }

  private void note(byte[] bytes, int offset, int count) {
    int to = offset + count;
    int found = 0;
    for (int i = offset; i < to; i++) {
      found += bytes[i] == '\n' ? 1 : 0;
    }
    if (found > 0) {
      newlines += found;
      int last = ByteSearch.lastIndexOf(bytes, offset, to, '\n');
      beforeNewline = lastOf(recent, bytes, offset, last + 1 - offset);
    }
    recent = lastOf(recent, bytes, offset, count);
  }

  /** The last 1 KiB of some bytes and those after them. */
  private static byte[] lastOf(byte[] before, byte[] bytes, int offset, int count) {
    int fromNew = Math.min(count, Fingerprint.MAX_LENGTH);
    int fromOld = Math.min(before.length, Fingerprint.MAX_LENGTH - fromNew);
    byte[] last = new byte[fromOld + fromNew];
    System.arraycopy(before, before.length - fromOld, last, 0, fromOld);
    System.arraycopy(bytes, offset + count - fromNew, last, fromOld, fromNew);
    return last;
  }

  long newlines() {
    return newlines;
  }

  /** The fingerprint of the bytes up to the last newline, or up to the end when the reader took everything. */
  Fingerprint tail(boolean all) {
    byte[] bytes = all ? recent : beforeNewline;
    return Fingerprint.of(bytes, 0, bytes.length);
  }

  /** False when a last line without its newline went by. */
  boolean endsWithNewline() {
    return recent.length == 0 || recent[recent.length - 1] == '\n';
  }

  /** The place in the file behind the last byte given out. */
  long position() {
    return at;
  }
}
