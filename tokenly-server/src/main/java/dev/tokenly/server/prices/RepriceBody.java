package dev.tokenly.server.prices;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads which records a repricing is about: {@code since}, {@code until} and lists of {@code models, services}. */
final class RepriceBody {
  private RepriceBody() {}

  static UsageQuestion question(Fields body, Instant now) {
    Instant until = body.optionalTime("until");
    Instant end = until == null ? now.plusSeconds(2 * 86_400) : until;
    Instant since = body.optionalTime("since");
    Instant start = since == null ? end.minus(TimeRange.MAX) : since;
    Map<Dimension, List<String>> filter = new EnumMap<>(Dimension.class);
    filter.put(Dimension.MODEL, body.texts("models"));
    filter.put(Dimension.SERVICE, body.texts("services"));
    return new UsageQuestion(new TimeRange(start, end), ZoneOffset.UTC, new UsageFilter(filter));
  }
}
