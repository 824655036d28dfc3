package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.cli.session.Session;
import dev.tokenly.cli.session.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly config list}: the server's settings, or with {@code --show-origin} this program's and who set them. */
final class ConfigListCommand implements Command {
  private static final View CONFIG =
      new View(
          "config",
          "configs",
          "key",
          "No such settings.",
          List.of(
              Column.text("KEY", "key"),
              Column.of("VALUE", "value", Kind.TEXT, 0),
              Column.of("TYPE", "type", Kind.TEXT, 3),
              Column.of("FROM", "source", Kind.TEXT, 2),
              Column.of("CHANGED", "updated_at", Kind.TIME, 4),
              Column.of("BY", "updated_by", Kind.TEXT, 5)));
  private static final View SETTINGS =
      new View(
          "settings",
          "settings",
          "name",
          "",
          List.of(
              Column.text("SETTING", "name"),
              Column.of("VALUE", "value", Kind.TEXT, 0),
              Column.of("ORIGIN", "origin", Kind.TEXT, 0)));

  private final String path;
  private final OutputOptions output = new OutputOptions();
  private final PageOptions page = new PageOptions();
  private final Option<String> prefix = Option.text("--prefix", "TEXT", "Only keys that begin so");
  private final Option<Boolean> origin =
      Option.flag("--show-origin", "This program's own settings instead, each with who set it");

  ConfigListCommand(String path) {
    this.path = path;
  }

  @Override
  public Manual manual() {
    return Manual.of(
        path,
        "List the server's settings that can change while it runs",
        "What the server is told before it starts is shown by tokenly server --print-config; what this program is told, and"
            + " by which option, variable or file, by --show-origin.",
        "tokenly config",
        "All",
        "tokenly config list --prefix ingestion.",
        "Those about ingestion",
        "tokenly config list --show-origin",
        "Which server, form and time zone this program uses, and why");
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> all = new ArrayList<>(List.of(prefix, origin));
    all.addAll(output.all());
    all.addAll(page.all());
    return all;
  }

  @Override
  public ExitCode run(Context context) {
    if (!origin.or(false)) {
      page.list(context, CONFIG, output, _ -> context.api().admin().configs(prefix.find()));
      return ExitCode.OK;
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (String name : Settings.NAMES) {
      Settings.Setting setting = effective(name, context);
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", name);
      row.put("value", setting.value());
      row.put("origin", setting.origin());
      rows.add(row);
    }
    context.output(output).list(SETTINGS, rows);
    return ExitCode.OK;
  }

  /** A setting as it is used: the saved login says where its server is, and what nobody set has a default. */
  private static Settings.Setting effective(String name, Context context) {
    Session session = context.session();
    Settings.Setting set = session.settings().find(name);
    if (set.value() != null) {
      return set;
    }
    if (name.equals("server")) {
      boolean isSaved = session.saved(session.profileName()) != null;
      String origin = isSaved ? session.profileFile().toString() : Settings.DEFAULT;
      return new Settings.Setting(name, session.profile().server(), origin);
    }
    String value = switch (name) {
      case "profile" -> Session.DEFAULT_PROFILE;
      case "output" -> "table";
      case "tz" -> context.zone(null);
      case "timeout" -> "10";
      default -> "auto";
    };
    return new Settings.Setting(name, value, Settings.DEFAULT);
  }
}
