package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import dev.tokenly.store.usage.StoredRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Records by an id a person has: the identity in hexadecimal, or a request id of any service. */
final class FindSql {
  private FindSql() {}

  /** The stretches of time that hold the records of identities. */
  @FunctionalInterface
  interface Where {
    List<Slices.Slice> of(List<Hash128> identities);
  }

  /** {@code known} tells where identities lie; it is asked after the first statement, so it knows all that is seen. */
  static List<StoredRecord> ask(DuckDBConnection connection, RecordRow rows, Where known, String id)
      throws SQLException {
    List<Hash128> identities = new ArrayList<>();
    if (id.matches("[0-9a-f]{32}")) {
      identities.add(Hash128.prefixOf(HexFormat.of().parseHex(id)));
    }
    List<String> services = new Sql().add("SELECT DISTINCT service FROM series").all(connection,
        row -> row.getString(1));
    services.stream().map(service -> RecordId.identity(service, id)).distinct().forEach(identities::add);
    List<StoredRecord> found = new ArrayList<>();
    for (Slices.Slice stretch : known.of(identities)) {
      found.addAll(new RecordsSql(rows).byIdentity(connection, identities, stretch));
    }
    return found;
  }
}
