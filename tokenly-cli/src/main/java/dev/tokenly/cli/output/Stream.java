package dev.tokenly.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows that are shown as they happen, one at a time and without an end: JSON is one object a line, never an array. */
public final class Stream {
  private final Output out;
  private final View view;
  private final List<Integer> widths;
  private boolean isFirst = true;

  /** {@code widths} are the columns' in a table, since nobody knows what will still come. */
  public Stream(Output out, View view, List<Integer> widths) {
    this.out = out.inLines();
    this.view = view;
    this.widths = List.copyOf(widths);
    out.requireFields(view);
  }

  /** The next row. */
  public void row(Map<String, ? extends @Nullable Object> row) {
    if (out.isObjects()) {
      out.object(view, row);
    } else {
      out.rows(view, List.of(out.isForPeople() ? cut(row) : row), new ArrayList<>(widths), isFirst);
    }
    isFirst = false;
  }

  /** On a terminal no text is wider than its column, so that the columns stay where they are. */
  private Map<String, @Nullable Object> cut(Map<String, ? extends @Nullable Object> row) {
    Map<String, @Nullable Object> cut = new LinkedHashMap<>(row);
    for (int at = 0; at < view.columns().size() && at < widths.size(); at++) {
      Column column = view.columns().get(at);
      if (column.kind() == Kind.TEXT && row.get(column.path()) instanceof String text) {
        cut.put(column.path(), TextWidth.cut(Cells.exact(text), widths.get(at), out.ellipsis()));
      }
    }
    return cut;
  }
}
