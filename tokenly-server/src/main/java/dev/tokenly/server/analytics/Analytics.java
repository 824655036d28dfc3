package dev.tokenly.server.analytics;

import dev.tokenly.server.http.Endpoint;

/** The room's endpoints, made once and named for the route table. */
public record Analytics(Endpoint summary, Endpoint trend, Endpoint top, Endpoint costBreakdown) {

  public static Analytics over(Sources sources) {
    return new Analytics(
        new SummaryEndpoint(sources),
        new TrendEndpoint(sources),
        new TopEndpoint(sources),
        new BreakdownEndpoint(sources));
  }
}
