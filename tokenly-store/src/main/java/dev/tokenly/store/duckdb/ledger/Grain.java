package dev.tokenly.store.duckdb.ledger;

/** How wide a rollup's rows are, or the records themselves. */
enum Grain {
  RECORD("record", 1),
  QUARTER("rollup_quarter", Instants.QUARTER),
  HOUR("rollup_hour", Instants.HOUR),
  DAY(
      "rollup_day", Instants.DAY);

  private final String table;
  private final long micros;

  Grain(String table, long micros) {
    this.table = table;
    this.micros = micros;
  }

  String table() {
    return table;
  }

  long micros() {
    return micros;
  }

  long floor(long at) {
    return at - Math.floorMod(at, micros);
  }

  long ceiling(long at) {
    return floor(at + micros - 1);
  }

  /** The start of the row that the time in a column lies in, as SQL. */
  String start(String column) {
    return this == RECORD ? column : "make_timestamp(epoch_us(" + column + ") // " + micros + " * " + micros + ")";
  }

  boolean divides(long at) {
    return Math.floorMod(at, micros) == 0;
  }
}
