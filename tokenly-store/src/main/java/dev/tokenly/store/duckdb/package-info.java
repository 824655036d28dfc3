/** The DuckDB engine: opens one file as a store. */
@NullMarked
package dev.tokenly.store.duckdb;

import org.jspecify.annotations.NullMarked;
