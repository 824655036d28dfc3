package dev.tokenly.proxy.relay;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.proxy.guard.OverBudgetFile;
import dev.tokenly.proxy.guard.Spending;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a service or user may still use more: their own budgets, and what a file says of them. */
record Allowance(Spending spending, @Nullable OverBudgetFile elsewhere) {

  /** Throws the refusal of a call whose budget is used up. */
  void check(String service, @Nullable String user) throws Refusal {
    checkName(service, "the budget of " + service);
    if (user != null) {
      checkName(Spending.ofUser(user), "the budget of " + user);
    }
  }

  private void checkName(String name, String whose) throws Refusal {
    Duration wait = spending.mustWait(name);
    if (wait == null && elsewhere != null) {
      wait = elsewhere.mustWait(name);
    }
    if (wait != null) {
      throw new Refusal(429, whose + " is used up", Math.max(1, wait.toSeconds()));
    }
  }

  void used(UsageRecord usage) {
    spending.add(usage);
  }
}
