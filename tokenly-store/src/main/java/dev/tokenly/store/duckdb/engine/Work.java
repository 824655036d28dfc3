package dev.tokenly.store.duckdb.engine;

import java.io.IOException;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** Something done with a connection that is lent for as long as it takes. */
@FunctionalInterface
public interface Work<T> {
  T run(DuckDBConnection connection) throws SQLException, IOException;
}
