package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.store.usage.StoredRecord;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A combination of names usage comes in; an absent name is the empty text. */
record SeriesKey(String clientId, UsageRecord.ModelUsed model, Who who, String sourceFormat, int seenBy) {

  /** Whose usage it is. */
  record Who(String application, String environment, String userId, String project) {}

  static SeriesKey of(StoredRecord stored) {
    UsageRecord usage = stored.usage();
    Attribution names = usage.attribution();
    return new SeriesKey(stored.provenance().clientId(), usage.model(),
        new Who(present(names.application()), present(names.environment()), present(names.userId()),
            present(names.project())),
        usage.origin().sourceFormat(), stored.provenance().seenBy());
  }

  private static String present(@Nullable String name) {
    return name == null ? "" : name;
  }

  static @Nullable String absent(String name) {
    return name.isEmpty() ? null : name;
  }

  /** Its names by dimension, the absent ones left out. */
  Map<Dimension, String> dimensions() {
    Map<Dimension, String> names = new EnumMap<>(Dimension.class);
    names.put(Dimension.CLIENT_ID, clientId);
    names.put(Dimension.SERVICE, model.service());
    names.put(Dimension.MODEL, model.name());
    names.put(Dimension.APPLICATION, who.application());
    names.put(Dimension.ENVIRONMENT, who.environment());
    names.put(Dimension.USER_ID, who.userId());
    names.put(Dimension.PROJECT, who.project());
    names.put(Dimension.SOURCE_FORMAT, sourceFormat);
    names.values().removeIf(String::isEmpty);
    return names;
  }
}
