package dev.tokenly.model.query;

import java.util.List;

/** The totals of one combination of dimension values, in the order the question named the dimensions. */
public record GroupTotals(List<String> values, Totals totals) {
  public GroupTotals {
    values = List.copyOf(values);
  }
}
