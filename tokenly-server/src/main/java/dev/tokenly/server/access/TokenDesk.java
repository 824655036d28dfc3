package dev.tokenly.server.access;

import dev.tokenly.model.access.Permission;
import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.http.Caller;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code /api/manage/tokens} and {@code /api/auth/sessions}: what else lets its bearer in as oneself. */
public final class TokenDesk {
  private static final int MAX_DAYS = 365;
  private static final int MAX_TOKENS = 100;

  private final Administration administration;
  private final Sessions sessions;
  private final Mirror<PersonalToken> tokens;
  private final Opaque opaque = new Opaque();

  TokenDesk(Login.Parts parts, Mirror<PersonalToken> tokens) {
    this.administration = parts.administration();
    this.sessions = parts.sessions();
    this.tokens = tokens;
  }

  public Response list(Request request) {
    Caller caller = request.caller();
    List<Map<String, Object>> shown =
        tokens.all().stream().filter(token -> maySee(caller, token)).map(TokenDesk::view).toList();
    return Response.json(Map.of("tokens", request.query().page(shown), "total", shown.size()));
  }

  private static boolean maySee(Caller caller, PersonalToken token) {
    return token.owner().equals(caller.username()) || caller.may(Permission.USER_EDIT);
  }

  private static Map<String, Object> view(PersonalToken token) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("token_id", token.id());
    view.put("name", token.name());
    view.put("owner", token.owner());
    view.put("permissions", token.permissions());
    view.put("created_at", token.createdAt());
    view.put("expires_at", token.expiresAt());
    return view;
  }

  public Response create(Request request) throws IOException {
    Caller caller = request.caller();
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw Refusal.of(403, "forbidden", "a personal token can't make another: log in with the password");
    }
    PersonalToken token = read(request.json(), caller);
    String secret = opaque.next("tkp_");
    administration.change(
        Actor.of(request),
        change -> {
          if (tokens.all().stream().filter(one -> one.owner().equals(caller.username())).count() >= MAX_TOKENS) {
            throw Refusal.conflict("conflict", "there are " + MAX_TOKENS + " tokens already; revoke some first");
          }
          tokens.put(change, Opaque.hash(secret), token);
          change.audit("token_create", "user", caller.username(),
              Map.of("token_id", token.id(), "name", token.name(), "permissions", token.permissions()));
          return true;
        });
    Map<String, Object> answer = view(token);
    answer.put("token", secret);
    return Response.json(201, answer);
  }

  private PersonalToken read(Fields body, Caller caller) {
    String name = body.text("name");
    if (name.length() > 100) {
      throw Refusal.invalid("name", "at most 100 characters are possible");
    }
    long days = body.number("expires_in_days", 90);
    if (days < 1 || days > MAX_DAYS) {
      throw Refusal.invalid("expires_in_days", "a whole number from 1 to " + MAX_DAYS + " is needed");
    }
    List<String> permissions = body.texts("permissions");
    for (String permission : permissions) {
      caller.require(Permission.of(permission)
          .orElseThrow(() -> Refusal.invalid("permissions", "there is no permission \"" + permission + "\"")));
    }
    if (permissions.isEmpty()) {
      throw Refusal.invalid("permissions", "at least one is needed");
    }
    Instant now = administration.now();
    return new PersonalToken(UUID.randomUUID().toString(), caller.username(), name, permissions, now,
        now.plus(Duration.ofDays(days)));
  }

  public Response revoke(Request request) {
    String id = request.pathValue("id");
    Map.Entry<String, PersonalToken> known =
        tokens.byKey().entrySet().stream()
            .filter(one -> one.getValue().id().equals(id) && maySee(request.caller(), one.getValue()))
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("token", id));
    administration.change(
        Actor.of(request),
        change -> {
          change.audit("token_revoke", "user", known.getValue().owner(), Map.of("token_id", id));
          return tokens.remove(change, known.getKey());
        });
    return Response.json(Map.of("token_id", id, "revoked", true));
  }

  public Response sessions(Request request) {
    String current = currentSession(request.caller());
    List<Map<String, Object>> shown =
        sessions.ofUser(request.caller().username()).stream()
            .filter(session -> session.isAlive(administration.now()))
            .map(session -> view(session, current))
            .toList();
    return Response.json(Map.of("sessions", request.query().page(shown), "total", shown.size()));
  }

  private static String currentSession(Caller caller) {
    return caller.credential() instanceof Caller.Credential.Session own ? own.sessionId() : "";
  }

  private static Map<String, Object> view(Session session, String current) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("session_id", session.id());
    view.put("current", session.id().equals(current));
    view.put("ip_address", session.device().ipAddress());
    view.put("user_agent", session.device().userAgent());
    view.put("created_at", session.createdAt());
    view.put("last_used_at", session.lastUsedAt());
    view.put("expires_at", session.expiresAt());
    return view;
  }

  /** {@code DELETE /api/auth/sessions}: every other one; with an id in the path that one. */
  public Response endOthers(Request request) {
    Caller caller = request.caller();
    administration.change(
        Actor.of(request),
        change -> {
          sessions.endAll(change, caller.username(), currentSession(caller));
          change.audit("admin_logout", "user", caller.username(), Map.of("sessions", "all others"));
          return true;
        });
    return Response.json(Map.of("message", "all other sessions have ended"));
  }

  public Response endSession(Request request) {
    String id = request.pathValue("id");
    Caller caller = request.caller();
    if (sessions.ofUser(caller.username()).stream().noneMatch(session -> session.id().equals(id))) {
      throw Refusal.notFound("session", id);
    }
    administration.change(
        Actor.of(request),
        change -> {
          change.audit("admin_logout", "user", caller.username(), Map.of("session_id", id));
          return sessions.end(change, id);
        });
    return Response.json(Map.of("session_id", id, "revoked", true));
  }
}
