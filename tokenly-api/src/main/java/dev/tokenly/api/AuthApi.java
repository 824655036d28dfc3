package dev.tokenly.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /api/auth} and personal tokens: who is asking. */
public final class AuthApi {
  private static final String DEVICE = "/api/auth/device/";
  private final ServerApi api;

  AuthApi(ServerApi api) {
    this.api = api;
  }

  /** Logs in and keeps the login in the credentials; the answer's {@code user} says who it is. */
  public Answer login(String username, String password) {
    Map<String, String> body = Map.of("username", username, "password", password);
    return api.logIn(Request.json("POST", "/api/auth/login", body));
  }

  /** Begins a login that somebody approves elsewhere: the code to show them, and the secret that collects it. */
  public Answer beginDevice() {
    return api.send(Request.json("POST", "/api/auth/device", Map.of()));
  }

  /** Collects that login and keeps it; refused with {@code authorization_pending} as long as nobody has approved it. */
  public Answer collectDevice(String secret) {
    return api.logIn(Request.json("POST", "/api/auth/device/token", Map.of("device_code", secret)));
  }

  /** Who waits to be logged in under a code. */
  public Answer device(String code) {
    return api.get(DEVICE + Query.segment(code));
  }

  /** Logs whoever waits under the code in as this login's user. */
  public Answer approveDevice(String code) {
    return api.send(Request.json("POST", DEVICE + Query.segment(code) + "/approve", Map.of()));
  }

  public Answer denyDevice(String code) {
    return api.send(Request.of("DELETE", DEVICE + Query.segment(code)));
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
