package dev.tokenly.agent.worker.read;

import dev.tokenly.formats.log.Detector;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.NativeLog;
import dev.tokenly.model.UsageLineReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a file's beginning which format it is in; a native file must have at least half of its lines valid. What is
 * no log is remembered until it changes, so that it is not opened again at every scan. Not thread-safe.
 */
public final class Recognizer {
  private static final int REMEMBERED = 50_000;

  private final Detector detector = new Detector();
  private final UsageLineReader lines;
  private final Map<String, FileFacts> strangers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FileFacts> eldest) {
          return size() > REMEMBERED;
        }
      };

  public Recognizer(Clock clock) {
    this.lines = new UsageLineReader(clock, UsageLineReader.DEFAULT_MAX_TOKENS);
  }

  /** True when this very state of the file was looked at and is no log. */
  public boolean isKnownStranger(FileFacts facts) {
    FileFacts earlier = strangers.get(facts.id());
    return earlier != null && facts.isUnchangedSince(earlier);
  }

  /** The file's format, or null when it is none or has not begun yet. */
  public @Nullable LogFormat recognise(FileFacts facts) throws IOException {
    byte[] first;
    try (InputStream in = LogBytes.open(facts.path())) {
      first = Detector.beginning(in);
    }
    LogFormat format = first.length == 0 ? null : detector.detect(first, facts.path());
    if (format == null || (format.name().equals("native") && !NativeLog.isMostlyValid(first, lines))) {
      strangers.put(facts.id(), facts);
      return null;
    }
    strangers.remove(facts.id());
    return format;
  }
}
