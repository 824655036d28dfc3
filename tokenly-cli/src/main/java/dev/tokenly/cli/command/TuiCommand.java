package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.terminal.Tty;
import dev.tokenly.tui.Options;
import dev.tokenly.tui.Tui;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.draw.Theme;
import dev.tokenly.tui.state.Page;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code tokenly tui}: the full-screen view. */
final class TuiCommand implements Command {
  private static final List<String> PAGES =
      Arrays.stream(Page.values()).map(page -> page.title().toLowerCase(Locale.ROOT)).toList();

  private final Option<String> page = Option.choice("--page", "PAGE", PAGES, "Page to open first");
  private final Option<Boolean> once = Option.flag("--once", "Draw that page once as text and end");
  private final Option<Boolean> readOnly = Option.flag("--read-only", "Change nothing");
  private final Option<Boolean> ascii = Option.flag("--ascii", "Draw with plain characters");
  private final Option<Boolean> contrast = Option.flag("--high-contrast", "White on black");
  private final Option<Boolean> mouse =
      Option.flag("--mouse", "Select rows and tabs with the mouse (hold Shift to select text)");
  private final Option<String> theme =
      Option.text("--theme", "THEME",
          "Colours: " + String.join(", ", Theme.NAMES) + " (default: what the terminal can)");
  private final Option<String> size = Option.text("--size", "COLUMNSxROWS", "120x40", "Size of --once");

  @Override
  public Manual manual() {
    return Manual.of(
        "tui",
        "Administer a server full-screen: machines, usage, budgets, users, audit",
        "Live by the server's events. ? shows the keys of a page, : finds pages and machines, q leaves. What your role does"
            + " not allow is not offered.",
        "tokenly tui",
        "The dashboard",
        "tokenly tui --page clients --read-only",
        "Look at the machines, change nothing",
        "tokenly tui --page analytics --once --size 100x30",
        "One page as text, for a picture or a screen reader");
  }

  @Override
  public List<Option<?>> options() {
    return dev.tokenly.cli.command.Options.of(page, once, readOnly, ascii, contrast, mouse, theme, size);
  }

  @Override
  public ExitCode run(Context context) {
    Options options =
        new Options(
            Page.named(page.get()).orElse(Page.DASHBOARD),
            colours(context),
            ascii.or(false) ? Glyphs.ASCII : Glyphs.fitting(context.terminal().env()),
            readOnly.or(false),
            mouse.or(false),
            new ReadingCommands(context));
    if (once.or(false)) {
      context.terminal().print(drawn(context, options));
      return ExitCode.OK;
    }
    Tty tty = context.terminal().tty();
    if (!tty.in() || !tty.out()) {
      throw Complaint.usage("the full-screen view needs a terminal", "tokenly tui --once").raised();
    }
    try {
      Tui.run(context.api(), options, context.clock());
    } catch (IOException e) {
      throw Complaint
          .local(ExitCode.FAILED, "E-TERMINAL", "this terminal cannot be used: " + e.getMessage(), null, null)
          .raised(e);
    }
    return ExitCode.OK;
  }

  private Theme colours(Context context) {
    if (contrast.or(false)) {
      return Theme.named("contrast");
    }
    String named = theme.find();
    try {
      return named == null ? Theme.fitting(context.terminal().env()) : Theme.named(named);
    } catch (IllegalArgumentException e) {
      throw Complaint.usage(String.valueOf(e.getMessage()), "tokenly tui --theme terminal").raised(e);
    }
  }

  private String drawn(Context context, Options options) {
    String[] sides = size.get().split("x", -1);
    try {
      int columns = Integer.parseInt(sides[0]);
      int rows = Integer.parseInt(sides[sides.length - 1]);
      return Tui.once(context.api(), options, context.clock(), Math.clamp(columns, 1, 1000), Math.clamp(rows, 1, 1000));
    } catch (NumberFormatException e) {
      throw Complaint.usage("--size must look like 120x40", "tokenly tui --once --size 120x40").raised(e);
    }
  }
}
