package dev.tokenly.server.access;

import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.Caller;
import dev.tokenly.server.http.Doorkeeper;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import java.time.Duration;
import java.util.Map;

/** Lets callers in: every request is checked against the account as it is now, not as it was when the token was made. */
final class Entrance implements Doorkeeper {
  private final Administration administration;
  private final Users users;
  private final Sessions sessions;
  private final AccessTokens tokens;
  private final Mirror<PersonalToken> personalTokens;
  private final Throttle audited = new Throttle(10, Duration.ofMinutes(1));

  Entrance(Login.Parts parts, Mirror<PersonalToken> personalTokens) {
    this.administration = parts.administration();
    this.users = parts.users();
    this.sessions = parts.sessions();
    this.tokens = parts.tokens();
    this.personalTokens = personalTokens;
  }

  @Override
  public Caller admit(Request request, Access access) {
    String token =
        request.bearer()
            .orElseThrow(() -> Refusal.unauthorized("missing_token", "log in first: no access token was sent"));
    if (token.startsWith("tka_")) {
      throw Refusal.of(403, "forbidden", "a machine's key opens no admin call");
    }
    Entered entered = token.startsWith("tkp_") ? byPersonalToken(token) : byAccessToken(request, token);
    if (entered.user().secret().mustChange() && !(access instanceof Access.OwnAccount)) {
      throw Refusal.of(403, "password_change_required", "the password must be changed first");
    }
    return entered.caller();
  }

  private record Entered(User user, Caller caller) {}

  private Entered byAccessToken(Request request, String token) {
    AccessTokens.Proof proof;
    try {
      proof = tokens.verify(token);
    } catch (Refusal refusal) {
      auditOnce(request, refusal);
      throw refusal;
    }
    User user = living(proof.username());
    if (user.version() != proof.version()) {
      throw Refusal.unauthorized("invalid_token", "the account has changed since; refresh the token or log in again");
    }
    sessions.living(proof.sessionId(), administration.now());
    Caller.Credential credential = new Caller.Credential.Session(proof.sessionId());
    return new Entered(user,
        new Caller(user.username(), user.rights().role(), user.rights().permissions(), credential));
  }

  private Entered byPersonalToken(String token) {
    PersonalToken known = personalTokens.find(Opaque.hash(token)).orElseThrow(Entrance::invalid);
    if (!administration.now().isBefore(known.expiresAt())) {
      throw Refusal.unauthorized("invalid_token", "the personal token has expired");
    }
    User user = living(known.owner());
    Caller.Credential credential = new Caller.Credential.PersonalToken(known.id());
    return new Entered(user, new Caller(user.username(), user.rights().role(), known.allowed(user), credential));
  }

  private User living(String username) {
    return users.find(username).filter(user -> user.standing().enabled()).orElseThrow(Entrance::invalid);
  }

  /** A token that is not ours is an attempt; its trace in the audit is bounded so that it can't be used to fill it. */
  private void auditOnce(Request request, Refusal refusal) {
    if (audited.counted(request.address(), administration.now()) <= 3) {
      administration.change(
          Actor.of(request, "unknown"),
          change -> {
            change.audit("token_invalid", "user", null, Map.of("reason", refusal.sentence()));
            return true;
          });
    }
  }

  private static Refusal invalid() {
    return Refusal.unauthorized("invalid_token", "the token is not valid; log in again");
  }
}
