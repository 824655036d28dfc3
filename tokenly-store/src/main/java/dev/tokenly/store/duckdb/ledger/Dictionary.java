package dev.tokenly.store.duckdb.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for values that repeat. Any thread may look up; only the writing thread adds, and what it adds counts once the
 * transaction that stores it has committed.
 */
final class Dictionary<K> {
  private final Map<K, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, K> values = new ConcurrentHashMap<>();
  private final List<K> fresh = new ArrayList<>();
  private @Nullable K lastValue;
  private int lastId;

  /** The number of a value, a new one when it was not seen before. Neighbouring records mostly share theirs. */
  int idOf(K value) {
    if (value.equals(lastValue)) {
      return lastId;
    }
    int id = known(value);
    lastValue = value;
    lastId = id;
    return id;
  }

  private int known(K value) {
    Integer known = ids.get(value);
    if (known != null) {
      return known;
    }
    int id = ids.size() + 1;
    put(id, value);
    fresh.add(value);
    return id;
  }

  /** Notes a value that is stored already. */
  void put(int id, K value) {
    ids.put(value, id);
    values.put(id, value);
  }

  K valueOf(int id) {
    K value = values.get(id);
    if (value == null) {
      throw new IllegalStateException("the database refers to an entry it does not have: " + id);
    }
    return value;
  }

  /** What was added in this transaction and is to be stored. */
  List<K> fresh() {
    return fresh;
  }

  /** The transaction committed: what was added stays. */
  void keep() {
    fresh.clear();
  }

  /** The transaction failed: what was added never was. */
  void forget() {
    for (K value : fresh) {
      Integer id = ids.remove(value);
      if (id != null) {
        values.remove(id);
      }
    }
    fresh.clear();
    lastValue = null;
  }
}
