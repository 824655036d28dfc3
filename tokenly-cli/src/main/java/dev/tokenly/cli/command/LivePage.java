package dev.tokenly.cli.command;

import dev.tokenly.cli.option.Arguments;
import dev.tokenly.cli.terminal.Screen;
import dev.tokenly.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code up} and {@code demo} end in: the trend, the ranking and the machines on one page, again every 2 s. */
final class LivePage {
  private static final long PAUSE_MILLIS = 2000;
  private static final String NOTHING_YET =
      """
      Nothing counted yet. The agent looks where the tools it knows keep their logs;
      the first call of one of them shows here within seconds.

        tokenly agent doctor    which places it looks at, and what it found
        tokenly demo            the same page on sample data
      """;
  private final Context context;
  private final String banner;
  private boolean hasUsage;
  private String page = "";
  private final String hint;

  /** {@code option}: what other terminals add to a command to ask the same ledger, with a space before it. */
  LivePage(Context context, String banner, String option) {
    this.context = context;
    this.banner = banner;
    this.hint = "Ctrl-C ends. In another terminal: tokenly tui" + option + ", tokenly trends" + option;
  }

  /** The page as it is now. */
  String text() {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    Terminal terminal = context.terminal().onto(page);
    Context inside = new Context(terminal, context.session(), context.clock());
    terminal.line(banner + '\n');
    // What was counted once stays; until then somebody has to be asked.
    hasUsage = hasUsage || context.api().admin().status().fields().object("storage").number("total_records", 0) > 0;
    if (!hasUsage) {
      terminal.line(NOTHING_YET);
    } else {
      run(inside, "trends", List.of());
      terminal.line("");
      run(inside, "top", List.of("--limit", "6"));
    }
    terminal.line("");
    run(inside, "clients", List.of("--limit", "5"));
    return page.toString(StandardCharsets.UTF_8);
  }

  private static void run(Context inside, String path, List<String> words) {
    Command command = Commands.at(path);
    Arguments.parse(path, command.options(), words);
    command.run(inside);
  }

  /** Draws the page until {@code isOver}. */
  void show(java.util.function.BooleanSupplier isOver) {
    Lapse lapse = new Lapse(context);
    try (Screen screen = new Screen(context.terminal())) {
      do {
        context.terminal().remeasure();
        Lapse.Course course = lapse.asking(() -> page = text());
        boolean isLost = course == Lapse.Course.LOST || course == Lapse.Course.STILL_LOST;
        screen.paint(page + '\n', isLost ? lapse.statusLine() : hint);
      } while (slept() && !isOver.getAsBoolean());
    }
  }

  private static boolean slept() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
