package dev.tokenly.cli.command;

import dev.tokenly.api.ApiException;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.output.TextWidth;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A server that goes away under somebody who follows it: only a first failure, or one that lasts, is an error. */
public final class Lapse {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private final Context context;
  private boolean hasAnswered;
  private @Nullable String since;
  private String why = "";

  public Lapse(Context context) {
    this.context = context;
  }

  /** How one more question went. */
  public enum Course {
    ANSWERED,
    ANSWERED_AGAIN,
    LOST,
    STILL_LOST
  }

  /** Asks; throws what is no lapse. */
  public Course asking(Runnable question) {
    boolean wasLost = since != null;
    try {
      question.run();
    } catch (ApiException e) {
      if (!hasAnswered || !e.failure().isPassing()) {
        throw e;
      }
      why = Complaints.about(e).what();
      if (!wasLost) {
        since = TIME.format(LocalTime.now(context.clock().withZone(Zones.of(context.zone(null)))));
      }
      return wasLost ? Course.STILL_LOST : Course.LOST;
    }
    hasAnswered = true;
    since = null;
    return wasLost ? Course.ANSWERED_AGAIN : Course.ANSWERED;
  }

  /** A line about it. */
  public String line() {
    return "no answer since " + since + ", trying again: " + why;
  }

  /** The same, no wider than the terminal. */
  public String statusLine() {
    return TextWidth.cut(line(), context.terminal().columns() - 1, context.terminal().own("…"));
  }
}
