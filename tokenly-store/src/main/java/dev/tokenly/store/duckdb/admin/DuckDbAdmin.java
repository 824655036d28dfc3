package dev.tokenly.store.duckdb.admin;

import dev.tokenly.store.admin.Activity;
import dev.tokenly.store.admin.AdminStore;
import dev.tokenly.store.admin.AdminTransaction;
import dev.tokenly.store.admin.Audit;
import dev.tokenly.store.admin.Clients;
import dev.tokenly.store.admin.DocumentKind;
import dev.tokenly.store.admin.Documents;
import dev.tokenly.store.duckdb.engine.Database;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;

/** The administration on DuckDB. */
public final class DuckDbAdmin implements AdminStore {
  private final Database database;
  private final Clock clock;

  public DuckDbAdmin(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public <T> T read(Function<AdminTransaction, T> question) {
    return database.read("read the administration", connection -> run(question, connection, false));
  }

  @Override
  public <T> T change(Function<AdminTransaction, T> change) {
    return database.administer("change the administration", connection -> run(change, connection, true));
  }

  private <T> T run(Function<AdminTransaction, T> work, DuckDBConnection connection, boolean writable)
      throws SQLException {
    try {
      return work.apply(new Transaction(new Statements(connection, writable), clock));
    } catch (Statements.Failed e) {
      throw e.failure();
    }
  }

  private record Transaction(Statements statements, Clock clock) implements AdminTransaction {
    @Override
    public Clients clients() {
      return new ClientsSql(statements);
    }

    @Override
    public Documents documents(DocumentKind kind) {
      return new DocumentsSql(statements, kind, clock);
    }

    @Override
    public Audit audit() {
      return new AuditSql(statements);
    }

    @Override
    public Activity activity() {
      return new ActivitySql(statements);
    }
  }
}
