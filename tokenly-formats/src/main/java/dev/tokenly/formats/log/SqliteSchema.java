package dev.tokenly.formats.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The pages of an SQLite database that define its tables. A small schema is on the first page; of a larger one that page is
 * the root of a tree whose leaves may lie anywhere, the newest tables' behind all data.
 */
final class SqliteSchema {
  private static final int HEADER_BYTES = 100;
  private static final int TREE_HEADER_BYTES = 12;
  private static final int INTERIOR = 5;
  private static final int MOST_LEAVES = 256;

  private SqliteSchema() {}

  /** A database's first bytes with the leaves behind them that the rest of the file holds; nothing else is read of it. */
  static byte[] added(byte[] first, InputStream rest) throws IOException {
    int pageSize = pageSize(first);
    if (pageSize < 512 || first.length < pageSize || first[HEADER_BYTES] != INTERIOR) {
      return first;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream(first.length);
    all.write(first);
    long at = first.length;
    for (long start : leaves(first, pageSize)) {
      if (start >= at) {
        rest.skipNBytes(start - at);
        all.write(rest.readNBytes(pageSize));
        at = start + pageSize;
      }
    }
    return all.toByteArray();
  }

  private static int pageSize(byte[] first) {
    int size = first.length < HEADER_BYTES + TREE_HEADER_BYTES ? 0 : ByteBuffer.wrap(first).getShort(16) & 0xffff;
    return size == 1 ? 65_536 : size;
  }

  /** Where the root's children begin, in the file's order. */
  private static long[] leaves(byte[] first, int pageSize) {
    ByteBuffer page = ByteBuffer.wrap(first, 0, pageSize);
    int cells = Math.min(page.getShort(HEADER_BYTES + 3) & 0xffff, MOST_LEAVES);
    long[] starts = new long[cells + 1];
    starts[cells] = start(page.getInt(HEADER_BYTES + 8), pageSize);
    for (int cell = 0; cell < cells; cell++) {
      int pointer = HEADER_BYTES + TREE_HEADER_BYTES + 2 * cell;
      int place = pointer + 2 > pageSize ? pageSize : page.getShort(pointer) & 0xffff;
      starts[cell] = place + 4 > pageSize ? 0 : start(page.getInt(place), pageSize);
    }
    Arrays.sort(starts);
    return starts;
  }

  private static long start(int pageNumber, int pageSize) {
    return ((pageNumber & 0xffff_ffffL) - 1) * pageSize;
  }
}
