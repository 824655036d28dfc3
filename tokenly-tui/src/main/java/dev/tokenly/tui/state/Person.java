package dev.tokenly.tui.state;

import java.util.Set;

/** Who sits at the screen, at which server, and what they may do; {@code isReadOnly} takes every write away whatever the role. */
public record Person(String username, Set<String> permissions, boolean isLoggedIn, boolean isReadOnly,
    String server) {
  public Person {
    permissions = Set.copyOf(permissions);
  }

  /** Whether something that needs a permission (empty: a login) is offered. */
  public boolean may(String permission) {
    boolean isHarmless = permission.endsWith(":read");
    return isLoggedIn
        && (!isReadOnly || isHarmless)
        && (permission.isEmpty() || permissions.contains(permission));
  }

  /** Nobody yet, at the same server. */
  public Person loggedOut() {
    return new Person("", Set.of(), false, isReadOnly, server);
  }
}
