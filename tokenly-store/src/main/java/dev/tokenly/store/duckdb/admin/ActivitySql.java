package dev.tokenly.store.duckdb.admin;

import dev.tokenly.store.admin.Activity;
import dev.tokenly.store.admin.ActivityEntry;
import java.time.Instant;
import java.util.List;

/** Table {@code activity}. */
final class ActivitySql implements Activity {
  private final Statements statements;

  ActivitySql(Statements statements) {
    this.statements = statements;
  }

  @Override
  public void append(List<ActivityEntry> entries) {
    for (ActivityEntry entry : entries) {
      statements.run("INSERT INTO activity VALUES (?, ?, ?, ?)",
          List.of(entry.timestamp(), entry.clientId(), entry.kind(), entry.detail()));
    }
  }

  @Override
  public List<ActivityEntry> list(String clientId, int limit, long offset) {
    return statements.all(
        "SELECT happened_at, client_id, kind, detail FROM activity WHERE client_id = ? ORDER BY happened_at DESC, kind, detail LIMIT ? OFFSET ?",
        row -> new ActivityEntry(Statements.instant(row, 1), row.getString(2), row.getString(3),
            row.getString(4)),
        List.of(clientId, limit, offset));
  }

  @Override
  public long count(String clientId) {
    return statements.all("SELECT count(*) FROM activity WHERE client_id = ?", row -> row.getLong(1), List.of(clientId))
        .getFirst();
  }

  @Override
  public long removeBefore(Instant moment) {
    return statements.run("DELETE FROM activity WHERE happened_at < ?", List.of(moment));
  }
}
