package dev.tokenly.server.admin;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.store.admin.AdminTransaction;
import dev.tokenly.store.admin.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One change under way: what is put here, its audit entries included, is committed together or not at all. */
public final class Change {
  private final AdminTransaction transaction;
  private final Actor actor;
  private final Instant now;
  private final List<Runnable> afterCommit = new ArrayList<>();

  Change(AdminTransaction transaction, Actor actor, Instant now) {
    this.transaction = transaction;
    this.actor = actor;
    this.now = now;
  }

  /** The tables themselves, for what documents cannot say. */
  public AdminTransaction tables() {
    return transaction;
  }

  public Actor actor() {
    return actor;
  }

  /** The moment of the change; the same for everything in it. */
  public Instant now() {
    return now;
  }

  /** The document as the transaction sees it. */
  public <T> Optional<T> find(Kind<T> kind, String key) {
    return transaction.documents(kind.documents()).find(key).map(document -> kind.read(key, document.json()));
  }

  public <T> void put(Kind<T> kind, String key, T value) {
    transaction.documents(kind.documents()).put(key, kind.write(value));
  }

  /** Removes a document; false when there was none. */
  public boolean remove(Kind<?> kind, String key) {
    return transaction.documents(kind.documents()).remove(key);
  }

  /** Adds an entry to the audit in the same transaction; details hold no secrets. */
  public void audit(String action, String resource, @Nullable String id,
      Map<String, ? extends @Nullable Object> details) {
    String json = JsonText.write(details);
    transaction.audit().append(new AuditEntry(now, actor.userId(), action, resource, id, json, actor.origin()));
  }

  /** Runs when, and only when, the change is committed, before the next change begins. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
