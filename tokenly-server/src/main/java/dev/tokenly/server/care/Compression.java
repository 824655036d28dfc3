package dev.tokenly.server.care;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How an exported file is packed. */
enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private static final int BUFFER = 64 * 1024;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  static Compression named(String name) {
    for (Compression compression : values()) {
      if (compression.name().toLowerCase(Locale.ROOT).equals(name)) {
        return compression;
      }
    }
    throw new IllegalArgumentException("no such compression; one of none, gzip, zstd");
  }

  /** What a file's name ends with. */
  String suffix() {
    return suffix;
  }

  OutputStream pack(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out, BUFFER);
      case ZSTD -> new ZstdOutputStreamNoFinalizer(out);
    };
  }

  /** The plain bytes of a file packed in any of these ways, told by its first bytes. */
  static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    byte[] first = peek(buffered);
    if (first.length >= 2 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
      return new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER);
    }
    boolean zstd = first.length == 4 && first[0] == 0x28 && first[1] == (byte) 0xb5 && first[2] == 0x2f;
    return zstd ? new BufferedInputStream(new ZstdInputStreamNoFinalizer(buffered), BUFFER) : buffered;
  }

  /** Up to four bytes, left in the stream. */
  static byte[] peek(InputStream in) throws IOException {
    in.mark(4);
    byte[] first = in.readNBytes(4);
    in.reset();
    return first;
  }
}
