package dev.tokenly.server.access;

import dev.tokenly.model.access.Permission;
import dev.tokenly.model.access.Role;
import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.http.Caller;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/users}. Nobody gives, takes or touches more than the own permissions. */
public final class Accounts {
  private final Login.Parts parts;
  private final Mirror<PersonalToken> tokens;
  private final Consumer<String> onPasswordChange;
  private final Throttle guesses = new Throttle(Login.MAX_FAILURES, User.LOCK);

  Accounts(Login.Parts parts, Mirror<PersonalToken> tokens, Consumer<String> onPasswordChange) {
    this.parts = parts;
    this.tokens = tokens;
    this.onPasswordChange = onPasswordChange;
  }

  /** A user as the API shows it. */
  record View(
      String userId,
      String username,
      String role,
      List<String> permissions,
      boolean enabled,
      Instant createdAt,
      @Nullable Instant lastLogin,
      boolean mustChangePassword,
      @Nullable Instant lockedUntil) {
    static View of(User user, Instant now) {
      return new View(
          user.username(),
          user.username(),
          user.rights().role(),
          user.rights().permissions().stream().map(Permission::wireName).sorted().toList(),
          user.standing().enabled(),
          user.createdAt(),
          user.standing().lastLogin(),
          user.secret().mustChange(),
          user.isLocked(now) ? user.standing().lockedUntil() : null);
    }
  }

  public Response list(Request request) {
    Instant now = parts.administration().now();
    List<User> all = parts.users().all();
    List<View> page = request.query().page(all).stream().map(user -> View.of(user, now)).toList();
    return Response.json(Map.of("users", page, "total", all.size()));
  }

  public Response create(Request request) throws IOException {
    Fields body = request.json();
    String username = Users.checkedName(body.text("username"));
    String password = body.text("password");
    User.Rights rights = rights(body, request.caller());
    parts.passwords().check(password, username);
    String hash = parts.passwords().hash(password);
    User created =
        parts.administration().change(
            Actor.of(request),
            change -> {
              if (parts.users().find(username).isPresent()) {
                throw Refusal.conflict("conflict", "there is a user \"" + username + "\" already");
              }
              User user = User.created(username, rights, new User.Secret(hash, false), change.now());
              parts.users().put(change, user);
              change.audit("user_create", "user", username, Map.of("role", rights.role()));
              return user;
            });
    return Response.json(201, View.of(created, parts.administration().now()));
  }

  private static User.Rights rights(Fields body, Caller caller) {
    String roleName = body.text("role");
    Role role = Role.of(roleName)
        .orElseThrow(() -> Refusal.invalid("role", "one of super_admin, client_manager, viewer, custom is needed"));
    List<String> custom = body.has("custom_permissions") ? body.texts("custom_permissions") : body.texts("permissions");
    for (String name : custom) {
      if (Permission.of(name).isEmpty()) {
        throw Refusal.invalid("custom_permissions", "there is no permission \"" + name + "\"");
      }
    }
    User.Rights rights = new User.Rights(roleName, role == Role.CUSTOM ? custom : List.of());
    requireWithin(caller, rights.permissions());
    return rights;
  }

  private static void requireWithin(Caller caller, Set<Permission> permissions) {
    permissions.forEach(caller::require);
  }

  public Response edit(Request request) throws IOException {
    Fields body = request.json();
    User.Rights rights = rights(body, request.caller());
    User edited =
        change(
            request,
            (change, user) -> {
              if (!rights.role().equals(Role.SUPER_ADMIN.wireName())) {
                parts.users().requireAnotherSuperAdmin(user);
              }
              User changed = user.withRights(rights);
              parts.users().put(change, changed);
              change.audit("user_edit", "user", user.username(),
                  Map.of("role", rights.role(), "before", user.rights().role()));
              return changed;
            });
    return Response.json(View.of(edited, parts.administration().now()));
  }

  public Response disable(Request request) {
    Instant now =
        change(
            request,
            (change, user) -> {
              parts.users().requireAnotherSuperAdmin(user);
              parts.users().put(change, user.withEnabled(false));
              parts.sessions().endAll(change, user.username(), "");
              change.audit("user_disable", "user", user.username(), Map.of());
              return change.now();
            });
    return Response.json(Map.of("username", request.pathValue("username"), "enabled", false, "disabled_at", now));
  }

  public Response enable(Request request) {
    change(
        request,
        (change, user) -> {
          parts.users().put(change, user.withEnabled(true));
          change.audit("user_enable", "user", user.username(), Map.of());
          return true;
        });
    return Response.json(Map.of("username", request.pathValue("username"), "enabled", true));
  }

  public Response delete(Request request) {
    Instant now =
        change(
            request,
            (change, user) -> {
              parts.users().requireAnotherSuperAdmin(user);
              parts.users().remove(change, user);
              revokeTokens(change, user.username());
              parts.sessions().endAll(change, user.username(), "");
              change.audit("user_delete", "user", user.username(), Map.of());
              return change.now();
            });
    return Response.json(Map.of("username", request.pathValue("username"), "deleted", true, "deleted_at", now));
  }

  /** A token names its owner: one that outlived the account would open another made later under the same name. */
  private void revokeTokens(Change change, String owner) {
    tokens.byKey().forEach(
        (key, token) -> {
          if (token.owner().equals(owner)) {
            tokens.remove(change, key);
          }
        });
  }

  private <R> R change(Request request, BiFunction<Change, User, R> work) {
    String username = request.pathValue("username");
    return parts.administration().change(
        Actor.of(request),
        change -> {
          User user = parts.users().get(username);
          requireWithin(request.caller(), user.rights().permissions());
          return work.apply(change, user);
        });
  }

  public Response password(Request request) throws IOException {
    String username = request.pathValue("username");
    boolean isOwn = username.equals(request.caller().username());
    if (!isOwn) {
      request.caller().require(Permission.USER_EDIT);
    }
    Fields body = request.json();
    String wanted = body.text("new_password");
    User user = parts.users().get(username);
    requireWithin(request.caller(), isOwn ? Set.of() : user.rights().permissions());
    if (isOwn) {
      requireCurrent(String.valueOf(body.optionalText("current_password")), user);
    }
    parts.passwords().check(wanted, username);
    String hash = parts.passwords().hash(wanted);
    String session =
        request.caller().credential() instanceof Caller.Credential.Session own && isOwn ? own.sessionId() : "";
    User changed = change(request, (change, before) -> put(change, before, new User.Secret(hash, !isOwn), session));
    return Response.json(passwordAnswer(changed, session));
  }

  /** Whoever finds a session open must not be able to guess its user's password at leisure. */
  private void requireCurrent(String password, User user) {
    Instant now = parts.administration().now();
    guesses.requireTriesLeft(user.username(), now, "too many wrong current passwords; try again later");
    if (!parts.passwords().matches(password, user.secret().hash())) {
      guesses.counted(user.username(), now);
      throw Refusal.unauthorized("invalid_credentials", "the current password is wrong")
          .withDetails(Map.of("field", "current_password"));
    }
  }

  private User put(Change change, User before, User.Secret secret, String session) {
    User changed = before.withSecret(secret);
    parts.users().put(change, changed);
    parts.sessions().endAll(change, before.username(), session);
    change.audit("password_change", "user", before.username(), Map.of());
    change.afterCommit(() -> onPasswordChange.accept(before.username()));
    return changed;
  }

  private Map<String, Object> passwordAnswer(User changed, String session) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("username", changed.username());
    answer.put("message", "password changed; other sessions have ended");
    if (!session.isEmpty()) {
      answer.put("access_token", parts.tokens().issue(changed, session));
      answer.put("token_type", "Bearer");
      answer.put("expires_in", parts.tokens().life().toSeconds());
    }
    return answer;
  }
}
