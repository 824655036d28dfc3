package dev.tokenly.cli;

import dev.tokenly.api.ApiException;
import dev.tokenly.cli.command.Context;
import dev.tokenly.cli.session.Compatibility;
import dev.tokenly.model.Display;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Says, at most once a day and only to a person, that this program and its server are of different versions. Asks the
 * server alone; nothing else is ever asked.
 */
final class VersionNotice {
  private static final String FILE = "version-compared";
  private static final long A_DAY_MILLIS = TimeUnit.DAYS.toMillis(1);
  private final Context context;
  private final String version;

  VersionNotice(Context context, String version) {
    this.context = context;
    this.version = version;
  }

  /** Compares when it is due, after a command that talked to the server. */
  void showWhenDue() {
    if (!context.terminal().tty().err() || !context.session().isConnected()) {
      return;
    }
    try {
      Path compared = context.session().settings().folders().cache().resolve(FILE);
      if (isDue(compared)) {
        Files.createDirectories(context.session().settings().folders().cache());
        Files.writeString(compared, "");
        compare();
      }
    } catch (ApiException | IOException _) {
      // The command itself has succeeded; a notice can wait.
    }
  }

  private boolean isDue(Path compared) throws IOException {
    return !Files.exists(compared)
        || context.clock().millis() - Files.getLastModifiedTime(compared).toMillis() > A_DAY_MILLIS;
  }

  private void compare() {
    String server = context.api().health().fields().optionalText("version");
    if (server != null && Compatibility.differ(version, server)) {
      context.say("note: the server is version " + Display.clean(server) + ", this program " + version
          + (Compatibility.fits(version, server) ? "" : "; they may not understand each other, upgrade the older one"));
    }
  }
}
