package dev.tokenly.tui.state;

import dev.tokenly.api.AdminApi;
import dev.tokenly.api.AnalyticsApi;
import dev.tokenly.api.Answer;
import dev.tokenly.api.ClientsApi;
import dev.tokenly.api.Page;
import dev.tokenly.api.ServerApi;
import dev.tokenly.api.UsageScope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of a server; the words of a question say which of it. */
public enum Topic {
  STATUS((api, _) -> api.admin().status()),
  /** Words: states (comma list), part of the hostname, order, offset. */
  CLIENTS(
      (api, words) -> {
        List<String> states = words.get(0).isEmpty() ? List.of() : List.of(words.get(0).split(","));
        ClientsApi.Selection selection =
            new ClientsApi.Selection(states, words.get(1).isEmpty() ? null : words.get(1), words.get(2), false);
        return api.clients().list(selection, page(words.get(3)));
      }),
  /** Words: client id. */
  ACTIVITY((api, words) -> api.clients().activity(words.get(0), new Page(20, 0))),
  /** Words: client id. */
  CLIENT_CONFIG((api, words) -> api.clients().config(words.get(0))),
  /** Words: range. */
  SUMMARY((api, words) -> api.analytics().summary(scope(words.get(0), Map.of()))),
  /** Words: range, interval, metric, dimension (or empty), filter dimension (or empty), filter value. */
  TREND(
      (api, words) -> api.analytics()
          .trend(
              scope(words.get(0), filter(words.get(4), words.get(5))),
              words.get(1),
              words.get(2),
              words.get(3).isEmpty() ? null : words.get(3))),
  /** Words: range, dimension, metric, filter dimension (or empty), filter value. */
  TOP(
      (api, words) -> api.analytics().top(scope(words.get(0), filter(words.get(3), words.get(4))), words.get(1),
          words.get(2), 50)),
  PROJECTION((api, _) -> api.analytics().projection(scope("30d", Map.of()), "daily", "seasonal")),
  SESSIONS((api, words) -> api.analytics().sessions(scope("30d", Map.of()), page(words.get(0)))),
  RECENT((api, _) -> api.analytics().usage(UsageScope.ALL, AnalyticsApi.RecordShape.newest(200, null))),
  BUDGETS((api, _) -> api.money().budgets()),
  CONFIG((api, _) -> api.admin().configs(null)),
  OVERRIDES((api, _) -> api.clients().overrides()),
  USERS((api, _) -> api.users().list(new Page(500, 0))),
  MY_SESSIONS((api, _) -> api.auth().sessions()),
  TOKENS((api, _) -> api.auth().tokens()),
  AUDIT((api, words) -> api.admin().audit(AdminApi.AuditFilter.ALL, page(words.get(0)))),
  /** Words: states, offset. */
  FILES((api, words) -> api.data().files(words.get(0).isEmpty() ? null : words.get(0), page(words.get(1))));

  /** Rows fetched at a time. */
  public static final int CHUNK = 200;

  @SuppressWarnings("ImmutableEnumChecker") // every source is a function without state
  private final Source source;

  Topic(Source source) {
    this.source = source;
  }

  private interface Source {
    Answer ask(ServerApi api, List<String> words);
  }

  Answer ask(ServerApi api, List<String> words) {
    return source.ask(api, words);
  }

  private static Page page(String offset) {
    return new Page(CHUNK, Long.parseLong(offset));
  }

  private static UsageScope scope(String range, Map<String, List<String>> filters) {
    return new UsageScope(range, "now", null, filters);
  }

  private static Map<String, List<String>> filter(@Nullable String dimension, String value) {
    return dimension == null || dimension.isEmpty() ? Map.of() : Map.of(parameter(dimension), List.of(value));
  }

  private static String parameter(String dimension) {
    return switch (dimension) {
      case "client_id", "user_id", "session_id" -> dimension.equals("client_id") ? "client_ids" : plural(dimension);
      default -> dimension + "s";
    };
  }

  private static String plural(String dimension) {
    return dimension.substring(0, dimension.length() - "_id".length()) + "s";
  }
}
