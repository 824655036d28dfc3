package dev.tokenly.store.admin;

import java.util.List;
import java.util.Optional;

/** The documents of one kind. */
public interface Documents {
  Optional<Document> find(String key);

  /** All whose key begins with that prefix, by key; an empty prefix is all. */
  List<Document> list(String prefix);

  /** Makes or replaces a document. */
  void put(String key, String json);

  /** Removes a document; false when there was none. */
  boolean remove(String key);

  long count();
}
