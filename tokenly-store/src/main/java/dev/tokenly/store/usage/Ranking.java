package dev.tokenly.store.usage;

import dev.tokenly.model.query.GroupTotals;
import dev.tokenly.model.query.Totals;
import java.util.List;

/** The largest groups, and what everything asked about adds up to, groups that are not shown included. */
public record Ranking(List<GroupTotals> groups, Totals total) {
  public Ranking {
    groups = List.copyOf(groups);
  }
}
