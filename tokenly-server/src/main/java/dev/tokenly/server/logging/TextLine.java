package dev.tokenly.server.logging;

import dev.tokenly.model.Display;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A log event for people: time, level, where, what; the trace of an exception on the lines after it, each cleaned. */
final class TextLine extends Formatter {
  @Override
  public String format(LogRecord event) {
    String logger = String.valueOf(event.getLoggerName());
    String where = logger.substring(logger.lastIndexOf('.') + 1);
    StringBuilder line = new StringBuilder();
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
    line.append(LevelName.of(event.getLevel()).toUpperCase(Locale.ROOT)).append(' ').append(where).append(": ");
    line.append(clean(formatMessage(event))).append('\n');
    if (event.getThrown() != null) {
      StackText.of(event.getThrown()).lines().forEach(one -> line.append("    ").append(clean(one)).append('\n'));
    }
    return line.toString();
  }

  /** Longer than a terminal line is fine in a log, so the text is cleaned piece by piece. */
  private static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    int step = Display.MAX_LENGTH / 8;
    for (int at = 0; at < text.length(); at += step) {
      cleaned.append(Display.clean(text.substring(at, Math.min(text.length(), at + step))));
    }
    return cleaned.toString();
  }
}
