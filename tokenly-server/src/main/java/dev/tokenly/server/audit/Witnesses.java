package dev.tokenly.server.audit;

import dev.tokenly.store.admin.ChainedEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of audit entries as they were noted outside the database, held against the chain while it is followed. Shows what
 * the chain alone cannot: that it was computed anew, or that its end is missing. Not thread-safe.
 */
final class Witnesses {
  private final TreeMap<Long, Witness> expected = new TreeMap<>();
  private int held;
  private @Nullable Contradiction first;

  /** An entry's number and hash, and where they were noted, as a person is told. */
  record Witness(long id, String hash, String source) {}

  /** The number of the first entry that is not what was noted, and what is wrong. */
  record Contradiction(long id, String what) {}

  Witnesses(List<Witness> witnesses) {
    witnesses.forEach(this::add);
  }

  private void add(Witness witness) {
    Witness other = expected.put(witness.id(), witness);
    if (other != null && !other.hash().equals(witness.hash())) {
      contradict(witness.id(), "entry " + witness.id() + " was noted with two hashes: " + other.source() + ", "
          + witness.source());
    }
  }

  /** Takes the chain's next entry. */
  void see(ChainedEntry entry) {
    Witness witness = expected.remove(entry.id());
    if (witness != null) {
      held++;
      if (!witness.hash().equals(entry.hash())) {
        contradict(witness.id(), "entry " + witness.id() + " is not the one noted " + witness.source());
      }
    }
  }

  /** What does not fit, once all was seen; entries up to {@code removedUpTo} are no longer kept and prove nothing. */
  @Nullable
  Contradiction contradiction(long removedUpTo) {
    Map.Entry<Long, Witness> missing = expected.higherEntry(removedUpTo);
    if (missing != null) {
      contradict(missing.getKey(), "entry " + missing.getKey() + ", noted " + missing.getValue().source()
          + ", is missing");
    }
    return first;
  }

  int held() {
    return held;
  }

  private void contradict(long id, String what) {
    if (first == null || id < first.id()) {
      first = new Contradiction(id, what);
    }
  }
}
