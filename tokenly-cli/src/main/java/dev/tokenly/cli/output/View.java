package dev.tokenly.cli.output;

import java.util.List;

/**
 * How a list is shown: the name of its document ({@code tokenly.NAME/v1}), the answer's field that holds the rows, the
 * field that names a row for {@code -o name}, what to say when it is empty, and the columns.
 */
public record View(String name, String rows, String id, String whenEmpty, List<Column> columns) {
  public View {
    columns = List.copyOf(columns);
  }
}
