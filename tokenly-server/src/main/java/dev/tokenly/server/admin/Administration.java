package dev.tokenly.server.admin;

import dev.tokenly.store.admin.AdminStore;
import dev.tokenly.store.admin.AdminTransaction;
import dev.tokenly.store.admin.Document;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The way every room changes the administration: one change after the other, each in one transaction with its audit. */
public final class Administration {
  private final AdminStore store;
  private final InstantSource clock;
  private final ReentrantLock changing = new ReentrantLock();

  public Administration(AdminStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  public Instant now() {
    return clock.instant();
  }

  /** Commits when the work returns; changes nothing when it throws, and the exception passes on. */
  public <R> R change(Actor actor, Function<Change, R> work) {
    changing.lock();
    try {
      Change[] change = new Change[1];
      R result =
          store.change(
              transaction -> {
                change[0] = new Change(transaction, actor, now());
                return work.apply(change[0]);
              });
      change[0].committed();
      return result;
    } finally {
      changing.unlock();
    }
  }

  /** Reads from one snapshot. */
  public <R> R read(Function<AdminTransaction, R> question) {
    return store.read(question);
  }

  /** Every document of the kind, by key. */
  public <T> Map<String, T> all(Kind<T> kind) {
    return store.read(
        transaction -> {
          Map<String, T> all = new LinkedHashMap<>();
          for (Document document : transaction.documents(kind.documents()).list("")) {
            all.put(document.key(), kind.read(document.key(), document.json()));
          }
          return all;
        });
  }

  /** One document of the kind. */
  public <T> Optional<T> find(Kind<T> kind, String key) {
    return store.read(
        transaction -> transaction.documents(kind.documents()).find(key)
            .map(document -> kind.read(key, document.json())));
  }
}
