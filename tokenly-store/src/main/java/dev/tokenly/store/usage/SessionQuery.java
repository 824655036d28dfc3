package dev.tokenly.store.usage;

import dev.tokenly.model.query.UsageQuestion;

/** Sessions with calls in the range, the most recently active first. */
public record SessionQuery(UsageQuestion question, int limit, long offset) {}
