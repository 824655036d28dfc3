/** The ledger on DuckDB: appending, rollups, questions, care; one question a file. */
@NullMarked
package dev.tokenly.store.duckdb.ledger;

import org.jspecify.annotations.NullMarked;
