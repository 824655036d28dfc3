package dev.tokenly.formats.log;

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

  /**
   * The format of a file, from up to {@link #SAMPLE_BYTES} of its (decompressed) beginning; null when none is recognised,
   * which a file that has only begun may still become.
   */
  public @Nullable LogFormat detect(byte[] firstBytes, Path path) {
    int glance = Sample.isDatabase(firstBytes) ? 0 : wholeLines(firstBytes, Math.min(firstBytes.length, GLANCE_BYTES));
    LogFormat shown = glance == 0 ? null : detect(Sample.of(Arrays.copyOf(firstBytes, glance), path));
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
