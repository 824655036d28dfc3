package dev.tokenly.model;

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
}
