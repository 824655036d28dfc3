package dev.tokenly.server.access;

import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.http.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The accounts, and the two laws over them: a name is plain ASCII, and one enabled super_admin always remains. */
final class Users {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private final Mirror<User> users;

  Users(Administration administration) {
    this.users = new Mirror<>(User.KIND, administration);
  }

  boolean isEmpty() {
    return users.all().isEmpty();
  }

  List<User> all() {
    return users.all();
  }

  Optional<User> find(String username) {
    return users.find(username);
  }

  User get(String username) {
    return users.find(username).orElseThrow(() -> Refusal.notFound("user", username));
  }

  /** A new account's name; throws a refusal for anything that could be mistaken for another. */
  static String checkedName(String username) {
    if (!NAME.matcher(username).matches()) {
      throw Refusal.invalid("username",
          "1 to 64 letters, digits, '.', '_', '@' or '-' are needed, the first a letter or digit");
    }
    return username;
  }

  void put(Change change, User user) {
    users.put(change, user.username(), user);
  }

  void remove(Change change, User user) {
    users.remove(change, user.username());
  }

  /** Throws 409 when the account is the last enabled super_admin. */
  void requireAnotherSuperAdmin(User user) {
    boolean isLast =
        user.isEnabledSuperAdmin() && users.all().stream().filter(User::isEnabledSuperAdmin).count() == 1;
    if (isLast) {
      throw Refusal.conflict("conflict", "\"" + user.username() + "\" is the last enabled super_admin");
    }
  }
}
