/** One DuckDB file: its connections, threads, migrations and start-up. */
@NullMarked
package dev.tokenly.store.duckdb.engine;

import org.jspecify.annotations.NullMarked;
