@NullMarked
package dev.tokenly.store.duckdb.ledger;

import org.jspecify.annotations.NullMarked;
