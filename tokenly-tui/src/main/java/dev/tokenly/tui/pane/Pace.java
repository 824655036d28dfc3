package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a day may cost by the budget that counts everything. */
final class Pace {
  static final Question BUDGETS = Question.of(Topic.BUDGETS);

  private Pace() {}

  /** The budget that counts everything, the longest period first; null when there is none. */
  static @Nullable Fields budget(State state) {
    Fields answer = state.known(BUDGETS).fields();
    Fields found = null;
    for (Fields budget : answer == null ? List.<Fields>of() : answer.objects("budgets")) {
      boolean isWhole = !(budget.values().get("scope") instanceof Map<?, ?> scope) || scope.isEmpty();
      if (isWhole && (found == null || days(budget) > days(found))) {
        found = budget;
      }
    }
    return found;
  }

  private static double days(Fields budget) {
    Instant start = budget.optionalTime("period_start");
    Instant end = budget.optionalTime("period_end");
    return start == null || end == null ? 30 : Math.max(1, Duration.between(start, end).toDays());
  }

  /** That budget spread over the days of its period; null when there is none. */
  static @Nullable Double daily(State state) {
    Fields budget = budget(state);
    return budget == null ? null : Charts.number(budget, "amount") / days(budget);
  }
}
