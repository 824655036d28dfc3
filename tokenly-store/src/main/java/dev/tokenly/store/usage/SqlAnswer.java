package dev.tokenly.store.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a read-only statement: column names, values as JSON-ready objects, and whether the row limit cut them. */
public record SqlAnswer(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {}
