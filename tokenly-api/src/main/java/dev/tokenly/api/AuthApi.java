package dev.tokenly.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /api/auth} and personal tokens: who is asking. */
public final class AuthApi {
  private final ServerApi api;

  AuthApi(ServerApi api) {
    this.api = api;
  }

  /** Logs in and keeps the login in the credentials; the answer's {@code user} says who it is. */
  public Answer login(String username, String password) {
    return api.logIn(username, password);
  }

  /** Ends the login here and revokes it at the server. */
  public void logout() {
    api.logOut();
  }

  public Answer me() {
    return api.get("/api/auth/me");
  }

  public Answer sessions() {
    return api.get("/api/auth/sessions");
  }

  public Answer revokeSession(String id) {
    return api.send(Request.of("DELETE", "/api/auth/sessions/" + Query.segment(id)));
  }

  public Answer tokens() {
    return api.get("/api/manage/tokens");
  }

  /** Makes a personal access token; the answer shows it, this once. No permissions named: all of the owner's. */
  public Answer createToken(String name, List<String> permissions, long days) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    if (!permissions.isEmpty()) {
      body.put("permissions", permissions);
    }
    if (days > 0) {
      body.put("expires_in_days", days);
    }
    return api.send(Request.json("POST", "/api/manage/tokens", body));
  }

  public Answer revokeToken(String id) {
    return api.send(Request.of("DELETE", "/api/manage/tokens/" + Query.segment(id)));
  }
}
