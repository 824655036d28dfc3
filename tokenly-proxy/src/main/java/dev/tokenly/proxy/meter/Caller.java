package dev.tokenly.proxy.meter;

import dev.tokenly.proxy.settings.ListenerSettings.Labels;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a call is made: the listener's labels, the user of the key presented, the conversation, and what ties
 * the attempts of one request together.
 */
public record Caller(Labels labels, @Nullable String user, @Nullable String session, Attempt attempt) {

  /** The how-manieth try of which logical request; the first try is 1. */
  public record Attempt(String logicalRequest, int number) {}
}
