package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call while a batch is stored: the rows that stand for it in the table (usually none or one) and what it became. */
final class Call {
  private List<StoredRow> rows = List.of();
  private StoredRecord current;
  private boolean changed;

  private Call(StoredRecord current, boolean changed) {
    this.current = current;
    this.changed = changed;
  }

  /** A row of the table. */
  record StoredRow(long rowId, StoredRecord record) {}

  static Call stored(StoredRow row) {
    Call call = new Call(row.record(), false);
    call.rows = List.of(row);
    return call;
  }

  static Call seen(StoredRecord record) {
    return new Call(record, true);
  }

  StoredRecord current() {
    return current;
  }

  void become(StoredRecord record) {
    current = record;
    changed = true;
  }

  /** Takes over the rows of another call that turned out to be this one. */
  void absorb(Call other) {
    List<StoredRow> both = new ArrayList<>(rows);
    both.addAll(other.rows);
    rows = both;
    changed = true;
    other.rows = List.of();
    other.changed = false;
  }

  List<StoredRow> rows() {
    return rows;
  }

  /** What is to be written, null when the table has it already. */
  @Nullable
  StoredRecord toWrite() {
    return changed ? current : null;
  }
}
