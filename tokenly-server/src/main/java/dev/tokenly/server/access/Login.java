package dev.tokenly.server.access;

import dev.tokenly.model.access.Permission;
import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/auth}: logging in, renewing, logging out. An unknown name is answered like a wrong password, in as much time
 * and with the same lock after five failures.
 */
public final class Login {
  private static final String COOKIE = "refresh_token";
  /** Wrong passwords in a row after which no more are tried for {@link User#LOCK}. */
  static final int MAX_FAILURES = 5;

  private final Parts parts;
  private final boolean secureCookies;
  private final Throttle byAddress = new Throttle(20, Duration.ofMinutes(1));
  private final Throttle unknownNames = new Throttle(MAX_FAILURES, User.LOCK);

  Login(Parts parts, boolean secureCookies) {
    this.parts = parts;
    this.secureCookies = secureCookies;
  }

  /** What the endpoints of this room share. */
  record Parts(
      Administration administration, Users users, Sessions sessions, Passwords passwords, AccessTokens tokens) {}

  /** The user part of a login's answer. */
  record UserView(String username, List<String> permissions, String role, boolean mustChangePassword) {
    static UserView of(User user) {
      return of(user, user.rights().permissions());
    }

    static UserView of(User user, Set<Permission> permissions) {
      return new UserView(
          user.username(),
          permissions.stream().map(Permission::wireName).sorted().toList(),
          user.rights().role(),
          user.secret().mustChange());
    }
  }

  public Response login(Request request) throws IOException {
    Instant now = parts.administration().now();
    byAddress.check(request.address(), now);
    Fields body = request.json();
    String username = body.text("username");
    String password = body.text("password");
    Optional<User> known = parts.users().find(username);
    boolean isRight = parts.passwords().matches(password, known.map(user -> user.secret().hash()).orElse(null));
    Instant lockedUntil = lockedUntil(username, known, now);
    if (lockedUntil != null) {
      throw locked(lockedUntil, now);
    }
    Actor actor = Actor.of(request, username.length() > 64 ? username.substring(0, 64) : username);
    if (!isRight || known.isEmpty() || !known.get().standing().enabled()) {
      parts.administration().change(actor, change -> failed(change, username, known));
      throw Refusal.unauthorized("invalid_credentials", "user name or password is wrong");
    }
    return answer(parts.administration().change(actor, change -> loggedIn(change, username)), username);
  }

  private @Nullable Instant lockedUntil(String username, Optional<User> known, Instant now) {
    return known.isPresent()
        ? known.filter(user -> user.isLocked(now)).map(user -> user.standing().lockedUntil()).orElse(null)
        : unknownNames.exhaustedUntil(username, now);
  }

  private static Refusal locked(Instant until, Instant now) {
    return Refusal.unauthorized("account_locked", "too many wrong passwords; try again later")
        .withDetails(Map.of("locked_until", until.toString()))
        .withHeader("Retry-After", Long.toString(Math.max(1, Duration.between(now, until).toSeconds())));
  }

  private boolean failed(Change change, String username, Optional<User> known) {
    if (known.isEmpty()) {
      unknownNames.counted(username, change.now());
    } else {
      User user = parts.users().get(username);
      int failures = user.standing().failedAttempts() + 1;
      boolean isLocked = failures >= MAX_FAILURES;
      User.Standing standing =
          new User.Standing(
              user.standing().enabled(),
              isLocked ? 0 : failures,
              isLocked ? change.now().plus(User.LOCK) : null,
              user.standing().lastLogin());
      parts.users().put(change, user.withStanding(standing));
    }
    change.audit("admin_login_failed", "user", change.actor().userId(), Map.of());
    return true;
  }

  private Sessions.Renewed loggedIn(Change change, String username) {
    User user = parts.users().get(username);
    User.Standing standing = new User.Standing(user.standing().enabled(), 0, null, change.now());
    parts.users().put(change, user.withStanding(standing));
    Sessions.Renewed begun = parts.sessions().begin(change, username);
    change.audit("admin_login", "user", username, Map.of("session_id", begun.session().id()));
    return begun;
  }

  /** Logs a caller in whose right to it was proved elsewhere; 401 when the account has been disabled since. */
  Response loggedInAs(Request request, String username) {
    if (parts.users().find(username).filter(user -> user.standing().enabled()).isEmpty()) {
      throw noSession();
    }
    return answer(
        parts.administration().change(Actor.of(request, username), change -> loggedIn(change, username)), username);
  }

  private Response answer(Sessions.Renewed renewed, String username) {
    User user = parts.users().get(username);
    Map<String, Object> body = tokenBody(user, renewed.session().id());
    body.put("user", UserView.of(user));
    return Response.json(body).withHeader("Set-Cookie", cookie(renewed.refreshToken(), parts.sessions().idleLife()));
  }

  private Map<String, Object> tokenBody(User user, String sessionId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", parts.tokens().issue(user, sessionId));
    body.put("token_type", "Bearer");
    body.put("expires_in", parts.tokens().life().toSeconds());
    return body;
  }

  public Response refresh(Request request) {
    String token =
        request.cookie(COOKIE)
            .orElseThrow(() -> Refusal.unauthorized("missing_token", "log in first: no refresh token was sent"));
    Actor actor = Actor.of(request, "unknown");
    Optional<Sessions.Renewed> renewed =
        parts.administration().change(actor, change -> parts.sessions().renew(change, token));
    Sessions.Renewed session = renewed.orElseThrow(Login::noSession);
    User user =
        parts.users().find(session.session().username()).filter(one -> one.standing().enabled())
            .orElseThrow(Login::noSession);
    return Response.json(tokenBody(user, session.session().id()))
        .withHeader("Set-Cookie", cookie(session.refreshToken(), parts.sessions().idleLife()));
  }

  private static Refusal noSession() {
    return Refusal.unauthorized("invalid_token", "the session has ended; log in again");
  }

  public Response logout(Request request) {
    request.cookie(COOKIE)
        .ifPresent(token -> parts.administration().change(Actor.of(request, "unknown"), change -> end(change, token)));
    return Response.json(Map.of("message", "logged out")).withHeader("Set-Cookie", cookie("", Duration.ZERO));
  }

  private boolean end(Change change, String token) {
    Optional<Session> session = parts.sessions().of(change, token);
    session.ifPresent(
        one -> {
          parts.sessions().end(change, one.id());
          change.audit("admin_logout", "user", one.username(), Map.of("session_id", one.id()));
        });
    return session.isPresent();
  }

  private String cookie(String token, Duration life) {
    return COOKIE + '=' + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + life.toSeconds()
        + (secureCookies ? "; Secure" : "");
  }

  /** The caller, with what this credential allows: a personal token's may be less than its owner's. */
  public Response me(Request request) {
    User user = parts.users().get(request.caller().username());
    return Response.json(UserView.of(user, request.caller().permissions()));
  }
}
