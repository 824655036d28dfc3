package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One column of a list: how its text comes from a row, what rows are ordered by, and the server's name of that order. */
record Cell(Column column, Value value, Function<Fields, @Nullable Object> key, @Nullable String order) {

  /** The text of a row's cell at a moment. */
  @FunctionalInterface
  interface Value {
    String of(Fields row, Instant now);
  }

  /** A field as it is. */
  static Cell of(Column column, String field) {
    return new Cell(column, (row, _) -> Shown.text(row, field), row -> row.values().get(field), null);
  }

  /** A field of a nested object as it is. */
  static Cell of(Column column, String object, String field) {
    return new Cell(
        column, (row, _) -> Shown.text(row, object, field), row -> Shown.value(row, object, field), null);
  }

  /** Text made of a row. */
  static Cell of(Column column, Function<Fields, String> text) {
    return new Cell(column, (row, _) -> text.apply(row), text::apply, null);
  }

  /** How long ago a time field was. */
  static Cell age(Column column, String field) {
    return new Cell(column, (row, now) -> Shown.age(row, field, now), row -> row.optionalTime(field), null);
  }

  /** An amount of money. */
  static Cell money(Column column, String field) {
    return new Cell(column, (row, _) -> Shown.money(Shown.decimal(row, field)), row -> Shown.decimal(row, field), null);
  }

  /** A count, shortened when it is long. */
  static Cell count(Column column, String field) {
    return new Cell(column, (row, _) -> Shown.count(Shown.decimal(row, field)), row -> Shown.decimal(row, field), null);
  }

  /** A count in a nested object, shortened when it is long. */
  static Cell count(Column column, String object, String field) {
    return new Cell(
        column, (row, _) -> Shown.count(row, object, field), row -> Shown.value(row, object, field), null);
  }

  /** The same column, which the server can order rows by under that name. */
  Cell ordered(String name) {
    return new Cell(column, value, key, name);
  }

  /** Rows ordered by this column, or by it the other way round; what is absent comes last either way. */
  List<Fields> ordered(List<Fields> rows, boolean isReversed) {
    record Keyed(Fields row, @Nullable Object key) {}
    List<Keyed> keyed = new ArrayList<>(rows.size());
    rows.forEach(row -> keyed.add(new Keyed(row, key.apply(row)))); // each once: it may take long to find out
    Comparator<Keyed> by = (one, other) -> compare(one.key(), other.key());
    Comparator<Keyed> absentLast = Comparator.comparing(each -> each.key() == null);
    keyed.sort(absentLast.thenComparing(isReversed ? by.reversed() : by));
    return keyed.stream().map(Keyed::row).toList();
  }

  /** All that a row shows in its columns, also in those that there is no room for. */
  static String text(List<Cell> cells, Fields row, Instant now) {
    StringBuilder text = new StringBuilder();
    cells.forEach(cell -> text.append(cell.value().of(row, now)).append(' '));
    return text.toString();
  }

  /** Numbers and times: the largest first; then texts by the alphabet; what is absent comes last. */
  static int compare(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return Boolean.compare(one == null, other == null);
    }
    if (one instanceof Number && other instanceof Number) {
      return new BigDecimal(other.toString()).compareTo(new BigDecimal(one.toString()));
    }
    if (one instanceof Instant then && other instanceof Instant before) {
      return before.compareTo(then);
    }
    return one.toString().compareToIgnoreCase(other.toString());
  }
}
