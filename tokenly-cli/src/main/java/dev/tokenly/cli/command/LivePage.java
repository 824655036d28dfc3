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
  private final Context context;
  private final String banner;

  LivePage(Context context, String banner) {
    this.context = context;
    this.banner = banner;
  }

  /** The page as it is now. */
  String text() {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    Terminal terminal = context.terminal().withOut(page);
    Context inside = new Context(terminal, context.session(), context.clock());
    terminal.line(banner + '\n');
    run(inside, "trends", List.of());
    terminal.line("");
    run(inside, "top", List.of("--limit", "6"));
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
    Screen screen = new Screen(context.terminal());
    while (!isOver.getAsBoolean()) {
      context.terminal().remeasure();
      screen.paint(text() + "\nCtrl-C ends.\n");
      if (!slept()) {
        return;
      }
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
