package dev.tokenly.agent.worker.read;

import dev.tokenly.formats.json.ByteSearch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds where a line ends that is longer than a slice, without holding it. */
final class Newline {
  private static final int CHUNK = 256 * 1024;

  private Newline() {}

  /** The place behind the first newline at or after {@code from}, or the file's end. */
  static long after(FileChannel file, long from) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long at = from;
    for (int count = file.read(ByteBuffer.wrap(chunk), at); count > 0; count = file.read(ByteBuffer.wrap(chunk), at)) {
      int newline = ByteSearch.indexOf(chunk, 0, count, '\n');
      if (newline < count) {
        return at + newline + 1;
      }
      at += count;
    }
    return at;
  }
}
