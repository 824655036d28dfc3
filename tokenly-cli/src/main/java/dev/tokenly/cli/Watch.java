package dev.tokenly.cli;

import dev.tokenly.cli.command.Command;
import dev.tokenly.cli.command.Context;
import dev.tokenly.cli.command.Lapse;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code --watch}: asks again and again; repaints in place on a terminal, prints one answer after the other elsewhere. */
final class Watch {
  private final Context context;
  private final long pauseMillis;
  private String page = "";

  Watch(Context context, List<Option<?>> options) {
    this.context = context;
    this.pauseMillis = millis(String.valueOf(interval(options)));
  }

  static boolean isWanted(List<Option<?>> options) {
    return interval(options) != null;
  }

  private static @Nullable String interval(List<Option<?>> options) {
    for (Option<?> option : options) {
      if (option.name().equals("--watch") && option.find() instanceof String interval) {
        return interval;
      }
    }
    return null;
  }

  private static long millis(String interval) {
    if (interval.isEmpty()) {
      return 2000;
    }
    try {
      String number = interval.endsWith("s") ? interval.substring(0, interval.length() - 1) : interval;
      return Math.max(1000, (long) (Double.parseDouble(number) * 1000));
    } catch (NumberFormatException e) {
      throw Complaint.usage("--watch cannot be " + interval, "seconds, e.g. --watch=5s").raised(e);
    }
  }

  /** Until it is interrupted; a server that goes away after its first answer is awaited, and said to be away. */
  ExitCode run(Command command) {
    Lapse lapse = new Lapse(context);
    try (Screen screen = context.terminal().tty().out() ? new Screen(context.terminal()) : null) {
      while (true) {
        context.terminal().remeasure();
        Lapse.Course course = lapse.asking(() -> answer(command, screen));
        boolean isLost = course == Lapse.Course.LOST || course == Lapse.Course.STILL_LOST;
        if (isLost && screen != null && screen.isInPlace()) {
          screen.paint(page, lapse.statusLine());
        } else if (course == Lapse.Course.LOST) {
          context.say(lapse.line());
        } else if (course == Lapse.Course.ANSWERED_AGAIN && screen == null) {
          context.say("connected again");
        }
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private void answer(Command command, @Nullable Screen screen) {
    if (screen == null) {
      command.run(context);
      context.terminal().flush();
    } else {
      page = page(command);
      screen.paint(page);
    }
  }

  private String page(Command command) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    command.run(new Context(context.terminal().onto(page), context.session(), context.clock()));
    return page.toString(StandardCharsets.UTF_8);
  }
}
