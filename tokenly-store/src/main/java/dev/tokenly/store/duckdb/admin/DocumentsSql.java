package dev.tokenly.store.duckdb.admin;

import dev.tokenly.store.admin.Document;
import dev.tokenly.store.admin.DocumentKind;
import dev.tokenly.store.admin.Documents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Table {@code document}. */
final class DocumentsSql implements Documents {
  private static final String SELECT = "SELECT key, json, created_at, updated_at FROM document WHERE kind = ?";

  private final Statements statements;
  private final String kind;
  private final Clock clock;

  DocumentsSql(Statements statements, DocumentKind kind, Clock clock) {
    this.statements = statements;
    this.kind = kind.name();
    this.clock = clock;
  }

  @Override
  public Optional<Document> find(String key) {
    return statements.first(SELECT + " AND key = ?", DocumentsSql::read, List.of(kind, key));
  }

  @Override
  public List<Document> list(String prefix) {
    return statements.all(SELECT + " AND starts_with(key, ?) ORDER BY key", DocumentsSql::read,
        List.of(kind, prefix));
  }

  @Override
  public void put(String key, String json) {
    Instant now = clock.instant();
    long updated = statements.run("UPDATE document SET json = ?, updated_at = ? WHERE kind = ? AND key = ?",
        List.of(json, now, kind, key));
    if (updated == 0) {
      statements.run("INSERT INTO document VALUES (?, ?, ?, ?, ?)", List.of(kind, key, json, now, now));
    }
  }

  @Override
  public boolean remove(String key) {
    return statements.run("DELETE FROM document WHERE kind = ? AND key = ?", List.of(kind, key)) > 0;
  }

  @Override
  public long count() {
    return statements.number("SELECT count(*) FROM document WHERE kind = ?", List.of(kind));
  }

  private static Document read(ResultSet row) throws SQLException {
    return new Document(row.getString(1), row.getString(2), Statements.instant(row, 3),
        Statements.instant(row, 4));
  }
}
