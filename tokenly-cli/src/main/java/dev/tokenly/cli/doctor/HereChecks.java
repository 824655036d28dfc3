package dev.tokenly.cli.doctor;

import dev.tokenly.cli.doctor.Checks.Check;
import dev.tokenly.cli.session.Session;
import dev.tokenly.cli.session.Settings;
import dev.tokenly.cli.terminal.Palette;
import dev.tokenly.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;

/** What can be told without asking anybody: the program, its settings and who set them, folders, the terminal. */
final class HereChecks {
  private final Terminal terminal;
  private final Session session;
  private final String version;

  HereChecks(Terminal terminal, Session session, String version) {
    this.terminal = terminal;
    this.session = session;
    this.version = version;
  }

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("program", () -> Finding.ok("program", version + ", Java " + Runtime.version())));
    Settings.NAMES.forEach(name -> checks.add(new Check("setting " + name, () -> setting(name))));
    checks.add(new Check("profile", this::profile));
    checks.add(new Check("folders", this::folders));
    checks.add(new Check("time zone", this::timeZone));
    checks.add(new Check("terminal", this::size));
    if (terminal.tty().out()) {
      checks.add(new Check("locale", this::locale));
      checks.add(new Check("colour", this::colour));
    }
    return checks;
  }

  private Finding setting(String name) {
    Settings.Setting setting = session.settings().find(name);
    String value = setting.value() == null ? "not set" : setting.value();
    return Finding.ok("setting " + name, value + " (" + setting.origin() + ')');
  }

  private Finding profile() {
    if (session.usesEnvironmentToken()) {
      return Finding.ok("profile", session.profileName() + " (token of the environment)");
    }
    Path file = session.profileFile();
    return session.saved(session.profileName()) == null
        ? new Finding(Finding.Result.WARN, "profile", session.profileName() + ": nothing saved yet", "tokenly login")
        : Finding.ok("profile", session.profileName() + " (" + file + ", for you alone)");
  }

  private Finding folders() {
    for (Path folder : List.of(session.settings().folders().config(), session.settings().folders().cache(),
        session.settings().folders().state())) {
      Path existing = folder;
      while (existing != null && !Files.exists(existing)) {
        existing = existing.getParent();
      }
      if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
        return new Finding(Finding.Result.FAIL, "folders", "nothing can be written to " + folder,
            "make it yours, or set XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_STATE_HOME");
      }
    }
    return Finding.ok("folders", session.settings().folders().config() + " and the others can be written");
  }

  private Finding timeZone() {
    String told = session.settings().value("tz");
    return Finding.ok("time zone", "days are those of " + (told == null ? TimeZone.getDefault().getID() : told));
  }

  private Finding size() {
    if (!terminal.tty().out()) {
      return Finding.ok("terminal", "none: plain tables, all digits");
    }
    String kind = String.valueOf(terminal.env("TERM"));
    return terminal.columns() >= 80
        ? Finding.ok("terminal", kind + ", " + terminal.columns() + " columns")
        : new Finding(Finding.Result.WARN, "terminal", kind + ", " + terminal.columns() + " columns",
            "80 columns show more of every table");
  }

  private Finding locale() {
    return terminal.isUnicode()
        ? Finding.ok("locale", "Unicode: charts are drawn with braille and blocks")
        : new Finding(Finding.Result.WARN, "locale", "ASCII only: charts are drawn with #", "export LANG=C.UTF-8");
  }

  private Finding colour() {
    boolean on = Palette.forOutput(terminal, session.settings().value("color")).isOn();
    return Finding.ok("colour", on ? "on" : "off (no terminal, NO_COLOR, TERM=dumb or --color never)");
  }
}
