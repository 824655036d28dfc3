package dev.tokenly.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who and what a call belongs to; every part is optional and at most 255 characters ({@code environment} 50). {@code
 * project} is the working folder's name or a hash of it, never a full path unless the machine's policy allows it.
 */
public record Attribution(
    @Nullable String application,
    @Nullable String environment,
    @Nullable String userId,
    @Nullable String sessionId,
    @Nullable String requestId,
    @Nullable String alternateRequestId,
    @Nullable String project) {

  public static final Attribution NONE = new Attribution(null, null, null, null, null, null, null);

  /** Written out because sightings of a call are compared: see {@link Hash128#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Attribution that
        && Objects.equals(sessionId, that.sessionId)
        && Objects.equals(requestId, that.requestId)
        && Objects.equals(alternateRequestId, that.alternateRequestId)
        && Objects.equals(project, that.project)
        && Objects.equals(application, that.application)
        && Objects.equals(environment, that.environment)
        && Objects.equals(userId, that.userId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(application, environment, userId, sessionId, requestId, alternateRequestId, project);
  }
}
