package dev.tokenly.formats.log;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells by a file's first bytes which format it is written in, strongest signature first. */
public final class Detector {
  /** How much of a file's beginning is enough. */
  public static final int SAMPLE_BYTES = 64 * 1024;

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
    Sample sample = Sample.of(firstBytes, path);
    for (LogFormat format : formats) {
      if (format.recognises(sample)) {
        return format;
      }
    }
    return null;
  }
}
