package dev.tokenly.server.http;

import dev.tokenly.model.access.Permission;

/** Who may call a route; there is no default, every route says it. */
public sealed interface Access {
  /** Anyone: the route checks what it must itself (login, health). */
  Access ANYONE = new Open();

  /** Anyone on the server's own machine; from elsewhere anyone who has logged in. */
  Access LOCAL = new Local();

  /** A machine's agent: the route checks the client's key itself. */
  Access AGENT = new Agent();

  /** Anyone who has logged in. */
  Access SIGNED_IN = new SignedIn();

  /** Anyone who has logged in, even when the password must be changed first. */
  Access OWN_ACCOUNT = new OwnAccount();

  /** Whoever has the permission. */
  static Access needs(Permission permission) {
    return new Needs(permission);
  }

  /** See {@link #ANYONE}. */
  record Open() implements Access {}

  /** See {@link #LOCAL}. */
  record Local() implements Access {}

  /** See {@link #AGENT}. */
  record Agent() implements Access {}

  /** See {@link #SIGNED_IN}. */
  record SignedIn() implements Access {}

  /** See {@link #OWN_ACCOUNT}. */
  record OwnAccount() implements Access {}

  /** See {@link #needs}. */
  record Needs(Permission permission) implements Access {}
}
