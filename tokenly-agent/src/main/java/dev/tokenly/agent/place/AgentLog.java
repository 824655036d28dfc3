package dev.tokenly.agent.place;

import dev.tokenly.model.Display;
import dev.tokenly.model.json.JsonText;
import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, or a short line for people at a terminal, to standard error; everything also to a rotated file.
 * Never a credential, never a line of somebody's log. Thread-safe.
 */
public final class AgentLog {
  private final Clock clock;
  private final PrintStream terminal;
  private final @Nullable RotatedFile file;
  private final boolean human;
  private volatile Level level;

  /** How much is said; each level includes those after it. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  public AgentLog(Clock clock, PrintStream terminal, @Nullable RotatedFile file, boolean human, Level level) {
    this.clock = clock;
    this.terminal = terminal;
    this.file = file;
    this.human = human;
    this.level = level;
  }

  /** Says from now on only what is at least this important. */
  public void setLevel(Level level) {
    this.level = level;
  }

  public void debug(String component, String message, @Nullable Object... namesAndValues) {
    say(Level.DEBUG, component, message, namesAndValues);
  }

  public void info(String component, String message, @Nullable Object... namesAndValues) {
    say(Level.INFO, component, message, namesAndValues);
  }

  public void warn(String component, String message, @Nullable Object... namesAndValues) {
    say(Level.WARN, component, message, namesAndValues);
  }

  public void error(String component, String message, @Nullable Object... namesAndValues) {
    say(Level.ERROR, component, message, namesAndValues);
  }

  private void say(Level importance, String component, String message, @Nullable Object... namesAndValues) {
    if (importance.compareTo(level) < 0) {
      return;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    for (int at = 0; at + 1 < namesAndValues.length; at += 2) {
      data.put(String.valueOf(namesAndValues[at]), plain(namesAndValues[at + 1]));
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    entry.put("level", importance.name().toLowerCase(Locale.ROOT));
    entry.put("component", component);
    entry.put("message", message);
    if (!data.isEmpty()) {
      entry.put("data", data);
    }
    String json = JsonText.write(entry);
    synchronized (this) {
      terminal.println(human ? forPeople(importance, message, data) : json);
      if (file != null) {
        file.append(json);
      }
    }
  }

  private static Object plain(@Nullable Object value) {
    return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
  }

  private static String forPeople(Level importance, String message, Map<String, Object> data) {
    StringBuilder line = new StringBuilder();
    if (importance.compareTo(Level.WARN) >= 0) {
      line.append(importance == Level.WARN ? "warning: " : "error: ");
    }
    line.append(Display.clean(message));
    data.forEach((name, value) -> line.append("  ").append(name).append('=').append(Display.clean(value.toString())));
    return line.toString();
  }
}
