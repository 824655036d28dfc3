package dev.tokenly.tui.state;

/** What the analytics pages show: the range, the metric, and the group drilled into (empty: everything). */
public record Choice(String range, String metric, String view, String filterDimension, String filterValue) {
  public static final Choice START = new Choice("30d", "cost", "overview", "", "");

  public Choice inRange(String next) {
    return new Choice(next, metric, view, filterDimension, filterValue);
  }

  public Choice of(String next) {
    return new Choice(range, next, view, filterDimension, filterValue);
  }

  public Choice viewing(String next) {
    return new Choice(range, metric, next, filterDimension, filterValue);
  }

  public Choice into(String dimension, String value) {
    return new Choice(range, metric, view, dimension, value);
  }
}
