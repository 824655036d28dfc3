package dev.tokenly.cli.command;

import dev.tokenly.api.Login;
import dev.tokenly.cli.session.Profile;
import dev.tokenly.cli.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets other terminals use a ledger of this machine at once, without taking the place of another server's login. */
final class LocalProfile {
  private static final String NAME = "local";

  private LocalProfile() {}

  /** Saves the profile under the name in use, or as {@code local} when that one is another server's; tells what to add. */
  static String save(Context context, Profile profile, @Nullable Login login) {
    Session session = context.session();
    Profile there = session.saved(session.profileName());
    boolean ours = there == null || there.passwordFile() != null;
    String name = ours ? session.profileName() : NAME;
    session.save(name, profile, login);
    return option(name);
  }

  /** Goes on with the profile that was saved for a ledger that runs already; tells what other terminals add. */
  static String find(Context context, String server) {
    Session session = context.session();
    for (String name : List.of(session.profileName(), NAME)) {
      Profile there = session.saved(name);
      if (there != null && there.server().equals(server)) {
        session.use(name, there);
        return option(name);
      }
    }
    return "";
  }

  /** What a command needs to use a profile, with a space before it; nothing for the default one. */
  static String option(String name) {
    return name.equals(Session.DEFAULT_PROFILE) ? "" : " --profile " + name;
  }
}
