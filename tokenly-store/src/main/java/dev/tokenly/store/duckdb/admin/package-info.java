/** The administration on DuckDB. */
@NullMarked
package dev.tokenly.store.duckdb.admin;

import org.jspecify.annotations.NullMarked;
