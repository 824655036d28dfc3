package dev.tokenly.cli.output;

/**
 * A column of a table: its title, the field it shows (a dotted path for a nested one), its kind, and when it gives way:
 * columns of a higher {@code rank} are dropped first on a narrow terminal; {@link #WIDE} ones only show with {@code -o
 * wide}.
 */
public record Column(String title, String path, Kind kind, int rank) {
  /** The rank of what only a wide table shows. */
  public static final int WIDE = 100;

  public static Column of(String title, String path, Kind kind, int rank) {
    return new Column(title, path, kind, rank);
  }

  /** A text that is always shown. */
  public static Column text(String title, String path) {
    return new Column(title, path, Kind.TEXT, 0);
  }
}
