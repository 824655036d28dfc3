package dev.tokenly.cli.command;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.UsageScope;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Numbers;
import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * {@code tokenly statusline}: one line from a cache; only one of however many shells asks the server at a time, the others
 * show what is there.
 */
final class StatuslineCommand implements Command {
  private static final long OLD_SECONDS = 600;

  private final Option<Integer> age = Option.number("--max-age", "SECONDS", 30, "Ask again when the line is older");

  @Override
  public Manual manual() {
    return Manual.of(
        "statusline",
        "One line for prompts and status bars: spend today, budget",
        "Answers from a file in your cache folder and asks the server at most once in --max-age seconds, however many"
            + " shells show it. Prints the last line when the server is away, with its age after ten minutes.",
        "tokenly statusline",
        "$12.40 today, team 61 %",
        "tmux set -g status-right '#(tokenly statusline)'",
        "In tmux",
        "tokenly statusline --max-age 300",
        "Asks the server every five minutes at most");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(age);
  }

  @Override
  public ExitCode run(Context context) {
    Path cache = context.session().settings().folders().cache();
    String server = context.session().settings().value("server");
    String place =
        context.session().profileName() + (server == null ? "" : "-" + Integer.toHexString(server.hashCode()));
    Path line = cache.resolve("statusline-" + place);
    try {
      Files.createDirectories(cache);
      if (isOld(line, context)) {
        refresh(context, line);
      }
      context.terminal().line(Files.exists(line) ? Files.readString(line).strip() + aged(line, context) : "");
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is behind a line from long ago: it says "today", and that may be another day's. */
  private String aged(Path line, Context context) throws IOException {
    long seconds = (context.clock().millis() - Files.getLastModifiedTime(line).toMillis()) / 1000;
    boolean isOld = seconds > Math.max(OLD_SECONDS, 2L * age.get());
    return isOld ? " (" + Numbers.seconds(BigDecimal.valueOf(seconds)) + " ago)" : "";
  }

  private boolean isOld(Path line, Context context) throws IOException {
    if (!Files.exists(line)) {
      return true;
    }
    long made = Files.getLastModifiedTime(line).toMillis();
    return context.clock().millis() - made > age.get() * 1000L;
  }

  private static void refresh(Context context, Path line) throws IOException {
    Path lock = line.resolveSibling(line.getFileName() + ".lock");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        Path next = line.resolveSibling(line.getFileName() + ".next");
        Files.writeString(next, text(context) + '\n');
        Files.move(next, line, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (ApiException _) {
      // The server is away; whoever looks at a prompt wants the last line, not a complaint.
    }
  }

  /** The first two budgets; none for somebody who may not see them. */
  private static List<Fields> budgets(Context context) {
    try {
      return context.api().money().budgets().fields().objects("budgets").stream().limit(2).toList();
    } catch (ApiException _) {
      return List.of();
    }
  }

  private static String text(Context context) {
    Fields.prepare();
    String zone = context.zone(null);
    UsageScope today = new UsageScope(UsageOptions.time("today", zone, context), null, zone, Map.of());
    Fields trend = context.api().analytics().trend(today, "day", "cost", null).fields();
    BigDecimal cost = trend.optionalDecimal("total_value");
    StringBuilder text = new StringBuilder(cost == null ? "-" : Numbers.money(cost)).append(" today");
    for (Fields budget : budgets(context)) {
      text.append(", ").append(Cells.exact(budget.values().get("name"))).append(' ');
      BigDecimal percent = budget.optionalDecimal("percent");
      text.append(percent == null ? "-" : Numbers.percent(percent));
      text.append("over".equals(budget.optionalText("status")) ? " OVER" : "");
    }
    return text.toString();
  }
}
