package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.cli.session.ConfigFile;
import dev.tokenly.cli.session.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly profiles}: the servers one has logged in to; lists them, or makes one the default, or forgets one. */
final class ProfilesCommands implements Command {
  private static final View PROFILES =
      new View(
          "profiles",
          "profiles",
          "name",
          "No profiles yet. tokenly login makes one.",
          List.of(
              Column.text("PROFILE", "name"),
              Column.of("IN USE", "in_use", Kind.FLAG, 0),
              Column.of("SERVER", "server", Kind.TEXT, 0),
              Column.of("USER", "username", Kind.TEXT, 1),
              Column.of("LOGGED IN", "logged_in", Kind.FLAG, 2)));

  private final OutputOptions output = new OutputOptions();
  private final Option<String> use =
      Option.text("--use", "NAME", "Make this one the default").completing(Option.Live.PROFILES);
  private final Option<String> forget =
      Option.text("--forget", "NAME", "Forget this one with its login").completing(Option.Live.PROFILES);

  private final DryRun dryRun = new DryRun();

  @Override
  public Manual manual() {
    return Manual.of(
        "profiles",
        "List the servers you have logged in to, and choose one",
        "tokenly login --profile NAME makes one; every command takes --profile NAME or TOKENLY_PROFILE.",
        "tokenly profiles",
        "All of them",
        "tokenly profiles --use work",
        "The default from now on",
        "tokenly profiles --forget old",
        "Forget a login");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), use, forget, dryRun.option);
  }

  @Override
  public ExitCode run(Context context) {
    String chosen = use.find();
    if (chosen != null) {
      known(context, chosen);
      Path file = context.session().settings().folders().configFile();
      if (!dryRun.holdsBack(context, "Make " + chosen + " the default, in " + file)) {
        ConfigFile.set(file, "profile", chosen);
        context.say("From now on: " + chosen + '.');
      }
    }
    String gone = forget.find();
    if (gone != null) {
      String login = known(context, gone).login() == null ? "" : " with its login";
      if (!dryRun.holdsBack(context, "Forget " + gone + login)) {
        context.session().forget(gone);
        context.say("Forgotten: " + gone + '.');
      }
    }
    context.output(output).list(PROFILES, rows(context));
    return ExitCode.OK;
  }

  private static Profile known(Context context, String name) {
    Profile profile = context.session().saved(name);
    if (profile == null) {
      throw Complaint.usage("there is no profile " + name, "tokenly profiles").raised();
    }
    return profile;
  }

  private static List<Map<String, @Nullable Object>> rows(Context context) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (String name : context.session().settings().folders().profiles()) {
      Profile profile = known(context, name);
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", name);
      row.put("in_use", name.equals(context.session().profileName()));
      row.put("server", profile.server());
      row.put("username", profile.username());
      row.put("logged_in", profile.login() != null);
      rows.add(row);
    }
    return rows;
  }
}
