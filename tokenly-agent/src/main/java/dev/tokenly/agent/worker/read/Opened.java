package dev.tokenly.agent.worker.read;

import dev.tokenly.agent.worker.keep.Cursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * A file with the cursor that holds for it: the given one, or one at the beginning when the file is shorter or other than
 * it was (truncated, replaced in place, its inode used again).
 */
final class Opened {
  private final Cursor cursor;
  private final boolean anew;
  private final byte[] before;

  private Opened(Cursor cursor, boolean anew, byte[] before) {
    this.cursor = cursor;
    this.anew = anew;
    this.before = before;
  }

  static Opened with(FileChannel file, Cursor cursor) throws IOException {
    byte[] head = bytes(file, 0, cursor.prints().head().length());
    int length = cursor.prints().tail().length();
    byte[] tail = bytes(file, Math.max(0, cursor.offset() - length), length);
    boolean same =
        file.size() >= cursor.offset()
            && cursor.prints().head().matches(head, head.length)
            && cursor.prints().tail().matches(tail, tail.length);
    return same ? new Opened(cursor, false, tail) : new Opened(cursor.rewound(), true, new byte[0]);
  }

  static byte[] bytes(FileChannel file, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = file.read(bytes, from + bytes.position());
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  Cursor cursor() {
    return cursor;
  }

  /** True when the file is another than the cursor spoke of. */
  boolean isAnew() {
    return anew;
  }

  /** The last bytes in front of the cursor. */
  byte[] before() {
    return before;
  }
}
