package dev.tokenly.server.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All documents of one kind, kept in memory as well, so that reading them costs no query. */
public final class Mirror<T> {
  private final Kind<T> kind;
  private final Map<String, T> values;

  public Mirror(Kind<T> kind, Administration administration) {
    this.kind = kind;
    this.values = new ConcurrentSkipListMap<>(administration.all(kind));
  }

  public Optional<T> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** All of them, by key. */
  public List<T> all() {
    return List.copyOf(values.values());
  }

  /** All of them with their keys. */
  public Map<String, T> byKey() {
    return Map.copyOf(values);
  }

  /** Puts a document in the change's transaction; seen here once that is committed. */
  public void put(Change change, String key, T value) {
    change.put(kind, key, value);
    change.afterCommit(() -> values.put(key, value));
  }

  /** Removes a document in the change's transaction; false when there was none. */
  public boolean remove(Change change, String key) {
    change.afterCommit(() -> values.remove(key));
    return change.remove(kind, key);
  }
}
