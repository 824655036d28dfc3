package dev.tokenly.tui.draw;

import java.util.ArrayList;
import java.util.List;

/** The frame of a chart: values at the left in round steps, names of buckets below, room for the drawing between. */
record Plot(Canvas canvas, Scale scale, int slot) {
  /** Stands where a bucket's value is unknown. */
  static final char UNKNOWN = '?';

  /** Lays a chart of so many buckets out; its last row names buckets. Buckets may share a column when room is short. */
  static Plot of(Canvas canvas, double max, Axis axis, int buckets) {
    int rows = Math.max(1, canvas.height() - 1);
    Scale scale = Scale.upTo(max, Math.clamp(rows / 3, 1, 5));
    List<Double> steps = new ArrayList<>();
    for (double value = 0; value <= scale.top() * 1.000001; value += scale.step()) {
      steps.add(value);
    }
    int labels = steps.stream().mapToInt(value -> Text.width(axis.value().apply(value))).max().orElse(0) + 1;
    for (double value : steps) {
      int row = rows - 1 - (int) Math.round(value / scale.top() * (rows - 1));
      String label = axis.value().apply(value);
      canvas.text(labels - 1 - Text.width(label), row, label, Role.DIM);
    }
    Canvas inner = canvas.part(labels, 0, canvas.width() - labels, rows);
    int slot = Math.max(1, inner.width() / Math.max(1, buckets));
    names(canvas.part(labels, rows, canvas.width() - labels, 1), axis.buckets(), slot);
    return new Plot(inner, scale, slot);
  }

  private static void names(Canvas canvas, List<String> buckets, int slot) {
    if (buckets.isEmpty()) {
      return;
    }
    boolean isCrowded = buckets.size() > canvas.width();
    int end = isCrowded ? canvas.width() : buckets.size() * slot;
    String last = buckets.getLast();
    int lastAt = Math.max(0, Math.min(end - slot, canvas.width() - Text.width(last)));
    int free = 0;
    for (int number = 0; number < buckets.size() - 1; number++) {
      int at = isCrowded ? (int) ((long) number * canvas.width() / buckets.size()) : number * slot;
      String name = buckets.get(number);
      if (at >= free && at + Text.width(name) + 2 <= lastAt) {
        free = canvas.text(at, 0, name, Role.DIM) + 6;
      }
    }
    canvas.text(lastAt, 0, last, Role.DIM);
  }

  /** Columns of a bucket's bar; the rest of its slot keeps bars apart. */
  int barWidth() {
    return slot >= 4 ? slot - 2 : Math.max(1, slot - 1);
  }

  /** Marks a bar whose value nobody knows. */
  void unknown(int bar) {
    canvas.put(bar * slot, canvas.height() - 1, UNKNOWN, Role.WARNING);
  }

  /** How many bars there are room for: one a bucket, or one a column when there are more buckets than columns. */
  int bars(int buckets) {
    return Math.min(buckets, canvas.width());
  }
}
