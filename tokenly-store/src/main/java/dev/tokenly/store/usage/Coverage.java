package dev.tokenly.store.usage;

import dev.tokenly.model.query.Totals;

/** How much of a service's usage exactly these observers saw; {@code seenBy} is a union of observer bits. */
public record Coverage(String service, int seenBy, Totals totals) {}
