package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code GET /manage/analytics/values}: the values a dimension has, most used first, for completion and pickers. */
final class ValuesEndpoint implements Endpoint {
  private final Sources sources;

  ValuesEndpoint(Sources sources) {
    this.sources = sources;
  }

  @Override
  public Response answer(Request request) {
    Parameters query = request.query();
    Dimension dimension = Scope.named(query, "dimension", "model", Dimension::named);
    String prefix = query.text("prefix").orElse("");
    return Response.json(
        Map.of("dimension", dimension.wireName(), "values", values(dimension, prefix, query.limit())));
  }

  private List<String> values(Dimension dimension, String prefix, int limit) {
    if (dimension != Dimension.CLIENT_ID) {
      return sources.usage().values(dimension, prefix, limit);
    }
    Stream<String> names = sources.hostnames().values().stream();
    return names.filter(name -> name.startsWith(prefix)).distinct().sorted().limit(limit).toList();
  }
}
