package dev.tokenly.server.analytics;

import dev.tokenly.server.http.Endpoint;
import java.util.function.ToLongFunction;

/** The room's endpoints, made once and named for the route table. */
public record Analytics(Core core, Endpoint projection, Endpoint usage, Endpoint values, Endpoint sessions,
    Endpoint coverage, Endpoint sql) {

  /** The questions of the original contract. */
  public record Core(Endpoint summary, Endpoint trend, Endpoint top, Endpoint costBreakdown) {}

  /** {@code sessionCharLimit} answers, for an application, how long a session's history should get. */
  public static Analytics over(Sources sources, ToLongFunction<String> sessionCharLimit) {
    Core core =
        new Core(
            new SummaryEndpoint(sources),
            new TrendEndpoint(sources),
            new TopEndpoint(sources),
            new BreakdownEndpoint(sources));
    return new Analytics(
        core,
        new ProjectionEndpoint(sources),
        new UsageEndpoint(sources),
        new ValuesEndpoint(sources),
        new SessionsEndpoint(sources, sessionCharLimit),
        new CoverageEndpoint(sources),
        new SqlEndpoint(sources));
  }
}
