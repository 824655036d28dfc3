package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import java.time.Instant;

/** One column of a list and how its text comes from a row. */
record Cell(Column column, Value value) {

  /** The text of a row's cell at a moment. */
  @FunctionalInterface
  interface Value {
    String of(Fields row, Instant now);
  }

  /** A field as it is. */
  static Cell of(Column column, String field) {
    return new Cell(column, (row, _) -> Shown.text(row, field));
  }

  /** A field of a nested object as it is. */
  static Cell of(Column column, String object, String field) {
    return new Cell(column, (row, _) -> Shown.text(row, object, field));
  }

  /** How long ago a time field was. */
  static Cell age(Column column, String field) {
    return new Cell(column, (row, now) -> Shown.age(row, field, now));
  }
}
