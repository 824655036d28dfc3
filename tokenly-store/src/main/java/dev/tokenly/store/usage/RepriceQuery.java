package dev.tokenly.store.usage;

import dev.tokenly.model.query.UsageQuestion;

/** Which records are priced again: those of the question, or only the unpriced among them. */
public record RepriceQuery(UsageQuestion question, boolean onlyUnpriced) {}
