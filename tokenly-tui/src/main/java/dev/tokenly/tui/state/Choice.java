package dev.tokenly.tui.state;

import java.util.ArrayList;
import java.util.List;

/** What the analytics page shows: the range, the metric, the view, and the groups drilled into, the outermost first. */
public record Choice(String range, String metric, String view, List<Group> path) {
  public static final Choice START = new Choice("30d", "cost", "overview", List.of());

  /** A group drilled into: the dimension as the API names it, the value to ask for, and how people call it. */
  public record Group(String dimension, String value, String name) {}

  public Choice {
    path = List.copyOf(path);
  }

  public Choice inRange(String next) {
    return new Choice(next, metric, view, path);
  }

  public Choice of(String next) {
    return new Choice(range, next, view, path);
  }

  public Choice viewing(String next) {
    return new Choice(range, metric, next, path);
  }

  public Choice into(Group group) {
    List<Group> deeper = new ArrayList<>(path);
    deeper.removeIf(other -> other.dimension().equals(group.dimension()));
    deeper.add(group);
    return new Choice(range, metric, view, deeper);
  }

  /** Out of the innermost group. */
  public Choice out() {
    return new Choice(range, metric, view, path.subList(0, Math.max(0, path.size() - 1)));
  }
}
