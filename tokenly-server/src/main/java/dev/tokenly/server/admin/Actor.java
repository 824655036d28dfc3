package dev.tokenly.server.admin;

import dev.tokenly.server.http.Request;
import dev.tokenly.store.admin.AuditEntry.Origin;

/** Who does something, as the audit names it. */
public record Actor(String userId, Origin origin) {
  private static final int MAX_USER_AGENT = 255;

  /** The server itself. */
  public static final Actor SYSTEM = new Actor("system", Origin.SYSTEM);

  /** The caller of the request. */
  public static Actor of(Request request) {
    return of(request, request.caller().username());
  }

  /** Somebody who has not proved to be that user, at least not yet. */
  public static Actor of(Request request, String userId) {
    String agent = request.userAgent();
    String shortened = agent.length() > MAX_USER_AGENT ? agent.substring(0, MAX_USER_AGENT) : agent;
    return new Actor(userId, new Origin(request.address(), shortened.isEmpty() ? null : shortened));
  }
}
