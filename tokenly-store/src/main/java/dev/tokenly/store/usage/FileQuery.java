package dev.tokenly.store.usage;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of raw files, newest first: those in any of the states (all when empty), of one client when named. */
public record FileQuery(Set<FileState> states, @Nullable String clientId, int limit, long offset) {
  public FileQuery {
    states = Set.copyOf(states);
  }
}
