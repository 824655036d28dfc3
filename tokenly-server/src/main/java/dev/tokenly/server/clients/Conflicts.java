package dev.tokenly.server.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to speak for a known host with another key (state {@code denied}), and signs that two machines speak with one
 * key, shown beside the client for a day.
 */
final class Conflicts {
  private static final Duration SHOWN = Duration.ofDays(1);
  private static final Duration AUDITED_EVERY = Duration.ofHours(1);

  private final Map<String, Conflict> byClient = new ConcurrentHashMap<>();

  /** What is wrong. */
  enum Cause {
    /** Somebody else has taken the name, or the machine has lost its key. */
    OTHER_KEY("client_key_mismatch", "another key"),
    /** The machine and its state were copied: an admin must say which of them is the one. */
    SAME_KEY_TWICE("client_key_copied", "a second machine with the same key");

    private final String action;
    private final String words;

    Cause(String action, String words) {
      this.action = action;
      this.words = words;
    }

    /** Its name in the audit, among the alerts and beside the client. */
    String action() {
      return action;
    }

    /** It in words, for the client's activity. */
    String words() {
      return words;
    }
  }

  /** What is wrong by its name in the audit, the key presented (null: none at all), from where, how often and when last. */
  record Conflict(String cause, @Nullable String keyFingerprint, String ipAddress, long attempts, Instant lastAt,
      Instant auditedAt) {}

  /** Notes an attempt; true when it is to be audited, which is at most once an hour and client. */
  boolean note(String clientId, Cause cause, @Nullable String fingerprint, String address, Instant now) {
    Conflict before = byClient.get(clientId);
    if (before == null) {
      byClient.put(clientId, new Conflict(cause.action(), fingerprint, address, 1, now, now));
      return true;
    }
    boolean isAudited = !now.isBefore(before.auditedAt().plus(AUDITED_EVERY));
    Instant auditedAt = isAudited ? now : before.auditedAt();
    byClient.put(clientId, new Conflict(cause.action(), fingerprint, address, before.attempts() + 1, now, auditedAt));
    return isAudited;
  }

  Optional<Conflict> of(String clientId, Instant now) {
    return Optional.ofNullable(byClient.get(clientId)).filter(one -> now.isBefore(one.lastAt().plus(SHOWN)));
  }

  void forget(String clientId) {
    byClient.remove(clientId);
  }
}
