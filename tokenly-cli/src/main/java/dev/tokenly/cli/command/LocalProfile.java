package dev.tokenly.cli.command;

import dev.tokenly.api.Login;
import dev.tokenly.cli.session.Profile;
import dev.tokenly.cli.session.Session;
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
    return name.equals(Session.DEFAULT_PROFILE) ? "" : " --profile " + name;
  }
}
