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
  record Who(String application, String environment, String userId, String project) {
    // Written out, here and below: looked up for every record, where the generated ones cost several times as much.
    @Override
    public int hashCode() {
      return ((application.hashCode() * 31 + environment.hashCode()) * 31 + userId.hashCode()) * 31
          + project.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Who that && application.equals(that.application) && environment.equals(that.environment)
          && userId.equals(that.userId) && project.equals(that.project);
    }
  }

  @Override
  public int hashCode() {
    int names = (clientId.hashCode() * 31 + model.service().hashCode()) * 31 + model.name().hashCode();
    return ((names * 31 + who.hashCode()) * 31 + sourceFormat.hashCode()) * 31 + seenBy;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SeriesKey that && seenBy == that.seenBy && who.equals(that.who)
        && model.service().equals(that.model.service()) && model.name().equals(that.model.name())
        && clientId.equals(that.clientId) && sourceFormat.equals(that.sourceFormat);
  }

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
