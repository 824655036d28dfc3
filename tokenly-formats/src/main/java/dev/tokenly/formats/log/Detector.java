package dev.tokenly.formats.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells by a file's first bytes which format it is written in, strongest signature first. */
public final class Detector {
  /** How much of a file's beginning is enough. */
  public static final int SAMPLE_BYTES = 64 * 1024;

  /** Most files show what they are in their first lines. */
  private static final int GLANCE_BYTES = 8 * 1024;

  private final List<LogFormat> formats;

  /** Decides among these formats, in this order. */
  public Detector(List<LogFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /** Decides among every format there is. */
  public Detector() {
    this(LogFormats.ALL);
  }

  /** What a stream's first bytes show, and those bytes: they are gone from the stream. */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
  public record Beginning(@Nullable LogFormat format, byte[] bytes) {}

  /** Reads as much of a stream as its format takes to be seen, which is mostly its first lines. */
  public Beginning begin(InputStream in, Path path) throws IOException {
    byte[] first = in.readNBytes(GLANCE_BYTES);
    int looked = 0;
    for (int read = GLANCE_BYTES; first.length == read && read < SAMPLE_BYTES; read *= 2) {
      int lines = Sample.isDatabase(first) ? 0 : wholeLines(first, read);
      LogFormat shown = lines == looked ? null : detect(Sample.of(Arrays.copyOf(first, lines), path));
      if (shown != null) {
        return new Beginning(shown, first);
      }
      looked = lines;
      first = Arrays.copyOf(first, read * 2);
      int more = in.readNBytes(first, read, read);
      first = more == read ? first : Arrays.copyOf(first, read + more);
    }
    first = withSchema(first, in);
    return new Beginning(detect(Sample.of(first, path)), first);
  }

  /** The first bytes of a stream by which {@link #detect} tells its format; of a database, all that defines its tables. */
  public static byte[] beginning(InputStream in) throws IOException {
    return withSchema(in.readNBytes(SAMPLE_BYTES), in);
  }

  /** A broken tree of tables is not followed: what was read until then may be enough. */
  private static byte[] withSchema(byte[] first, InputStream rest) {
    try {
      return Sample.isDatabase(first) ? SqliteSchema.added(first, rest) : first;
    } catch (IOException _) {
      return first;
    }
  }

  /**
   * The format of a file, from up to {@link #SAMPLE_BYTES} of its (decompressed) beginning; null when none is recognised,
   * which a file that has only begun may still become.
   */
  public @Nullable LogFormat detect(byte[] firstBytes, Path path) {
    int lines = Sample.isDatabase(firstBytes) ? 0 : wholeLines(firstBytes, Math.min(firstBytes.length, GLANCE_BYTES));
    LogFormat shown = lines == 0 ? null : detect(Sample.of(Arrays.copyOf(firstBytes, lines), path));
    return shown == null ? detect(Sample.of(firstBytes, path)) : shown;
  }

  /** The length of the whole lines among the first bytes. */
  private static int wholeLines(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private @Nullable LogFormat detect(Sample sample) {
    for (LogFormat format : formats) {
      if (format.recognises(sample)) {
        return format;
      }
    }
    return null;
  }
}
