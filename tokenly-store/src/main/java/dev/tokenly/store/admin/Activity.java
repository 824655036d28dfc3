package dev.tokenly.store.admin;

import java.time.Instant;
import java.util.List;

/** What happened to clients lately, newest first. */
public interface Activity {
  void append(List<ActivityEntry> entries);

  List<ActivityEntry> list(String clientId, int limit, long offset);

  /** How many entries a client has. */
  long count(String clientId);

  /** Removes entries before that moment. */
  long removeBefore(Instant moment);
}
