package dev.tokenly.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/users}. */
public final class UsersApi {
  private static final String USERS = "/api/manage/users";
  private final ServerApi api;

  UsersApi(ServerApi api) {
    this.api = api;
  }

  public Answer list(Page page) {
    return api.get(page.query().on(USERS));
  }

  /** Makes a user; {@code permissions} only for the role {@code custom}. */
  public Answer create(String username, String password, String role, List<String> permissions) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("username", username);
    body.put("password", password);
    body.put("role", role);
    if (!permissions.isEmpty()) {
      body.put("custom_permissions", permissions);
    }
    return api.send(Request.json("POST", USERS, body));
  }

  public Answer edit(String username, String role, List<String> permissions) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("role", role);
    if (!permissions.isEmpty()) {
      body.put("custom_permissions", permissions);
    }
    return api.send(Request.json("PUT", path(username), body));
  }

  public Answer enable(String username) {
    return api.send(Request.json("PUT", path(username) + "/enable", Map.of()));
  }

  public Answer disable(String username) {
    return api.send(Request.json("PUT", path(username) + "/disable", Map.of()));
  }

  public Answer delete(String username) {
    return api.send(Request.of("DELETE", path(username)));
  }

  /** Sets a password; one's own needs the current one. */
  public Answer setPassword(String username, @Nullable String current, String next) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (current != null) {
      body.put("current_password", current);
    }
    body.put("new_password", next);
    return api.send(Request.json("PUT", path(username) + "/password", body));
  }

  private static String path(String username) {
    return USERS + '/' + Query.segment(username);
  }
}
