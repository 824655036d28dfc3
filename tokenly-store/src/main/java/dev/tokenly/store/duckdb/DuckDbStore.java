package dev.tokenly.store.duckdb;

import dev.tokenly.store.Store;
import dev.tokenly.store.StoreRecovery;
import dev.tokenly.store.admin.AdminStore;
import dev.tokenly.store.duckdb.admin.DuckDbAdmin;
import dev.tokenly.store.duckdb.engine.Database;
import dev.tokenly.store.duckdb.ledger.Ledger;
import dev.tokenly.store.usage.UsageStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Ledger and administration over one database. */
final class DuckDbStore implements Store {
  private final Database database;
  private final StoreRecovery recovery;
  private final Ledger ledger;
  private final DuckDbAdmin admin;

  DuckDbStore(Database database, StoreRecovery recovery, Clock clock) {
    this.database = database;
    this.recovery = recovery;
    this.ledger = new Ledger(database, clock);
    this.admin = new DuckDbAdmin(database, clock);
  }

  @Override
  public UsageStore usage() {
    return ledger;
  }

  @Override
  public AdminStore admin() {
    return admin;
  }

  @Override
  public StoreRecovery recovery() {
    return recovery;
  }

  @Override
  public @Nullable String damage() {
    return database.damage();
  }

  @Override
  public void close() {
    database.close();
    ledger.close();
  }
}
