@NullMarked
package dev.tokenly.store.duckdb;

import org.jspecify.annotations.NullMarked;
