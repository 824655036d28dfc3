package dev.tokenly.server.access;

import dev.tokenly.model.access.Role;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.http.Doorkeeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the parts of this room. */
public final class AccessRoom {
  /** The name of the account made at the first start. */
  public static final String FIRST_USER = "admin";

  private final Login.Parts parts;
  private final Entrance entrance;
  private final Login login;
  private final DeviceLogin deviceLogin;
  private final Accounts accounts;
  private final TokenDesk tokenDesk;

  /** The life of access tokens and of unused sessions, who issues tokens and for whom, and whether cookies need TLS. */
  public record Terms(Duration accessLife, Duration refreshLife, String issuer, String audience,
      boolean secureCookies) {}

  /** {@code onPasswordChange} hears the name of every user whose password was changed. */
  public AccessRoom(
      Administration administration, byte[] jwtSecret, Terms terms, InstantSource clock,
      Consumer<String> onPasswordChange) {
    AccessTokens.Terms tokenTerms = new AccessTokens.Terms(terms.accessLife(), terms.issuer(), terms.audience());
    parts =
        new Login.Parts(
            administration,
            new Users(administration),
            new Sessions(administration, terms.refreshLife()),
            new Passwords(),
            new AccessTokens(jwtSecret, tokenTerms, clock));
    Mirror<PersonalToken> tokens = new Mirror<>(PersonalToken.KIND, administration);
    entrance = new Entrance(parts, tokens);
    login = new Login(parts, terms.secureCookies());
    deviceLogin = new DeviceLogin(login, parts);
    accounts = new Accounts(parts, tokens, onPasswordChange);
    tokenDesk = new TokenDesk(parts, tokens);
  }

  public Doorkeeper doorkeeper() {
    return entrance;
  }

  /** Makes the first account when there is none; its password, to be shown once, or empty when there are accounts. */
  public Optional<String> createFirstAdmin() {
    if (!parts.users().isEmpty()) {
      return Optional.empty();
    }
    String password = new Opaque().next("").substring(0, 20);
    String hash = parts.passwords().hash(password);
    parts.administration().change(
        Actor.SYSTEM,
        change -> {
          User.Rights rights = new User.Rights(Role.SUPER_ADMIN.wireName(), List.of());
          parts.users().put(change, User.created(FIRST_USER, rights, new User.Secret(hash, true), change.now()));
          change.audit("user_create", "user", FIRST_USER, Map.of("role", rights.role(), "reason", "first start"));
          return true;
        });
    return Optional.of(password);
  }

  /** Forgets sessions that are over; to be called now and then. */
  public void sweep() {
    parts.administration().change(
        Actor.SYSTEM,
        change -> {
          parts.sessions().sweep(change);
          return true;
        });
  }

  public Login login() {
    return login;
  }

  public DeviceLogin deviceLogin() {
    return deviceLogin;
  }

  public Accounts accounts() {
    return accounts;
  }

  public TokenDesk tokens() {
    return tokenDesk;
  }
}
