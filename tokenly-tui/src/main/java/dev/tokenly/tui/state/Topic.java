package dev.tokenly.tui.state;

import dev.tokenly.api.AdminApi;
import dev.tokenly.api.AnalyticsApi;
import dev.tokenly.api.Answer;
import dev.tokenly.api.ClientsApi;
import dev.tokenly.api.Page;
import dev.tokenly.api.ServerApi;
import dev.tokenly.api.UsageScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be asked of a server; the words of a question say which of it. */
public enum Topic {
  STATUS(Pace.STEADY, (api, _) -> api.admin().status()),
  /** Words: states (comma list), order, whether descending, offset. */
  CLIENTS(
      Pace.QUICK,
      (api, words) -> {
        List<String> states = words.get(0).isEmpty() ? List.of() : List.of(words.get(0).split(","));
        ClientsApi.Selection selection =
            new ClientsApi.Selection(states, null, words.get(1), words.get(2).equals("desc"));
        return api.clients().list(selection, page(words.get(3)));
      }),
  /** Words: client id. */
  ACTIVITY(Pace.PATIENT, (api, words) -> api.clients().activity(words.get(0), new Page(30, 0))),
  /** Words: client id. */
  CLIENT_CONFIG(Pace.PATIENT, (api, words) -> api.clients().config(words.get(0))),
  OVERRIDES(Pace.QUICK, (api, _) -> api.clients().overrides()),
  /** Words: beginning. */
  SUMMARY(Pace.SLOW, (api, words) -> api.analytics().summary(scope(words, 0, 1))),
  /** Words: beginning, interval, metric, dimension (or empty), then pairs of filter dimension and value. */
  TREND(
      Pace.SLOW,
      (api, words) -> {
        String group = words.get(3).isEmpty() ? null : words.get(3);
        return api.analytics().trend(scope(words, 0, 4), words.get(1), words.get(2), group);
      }),
  /** Words: beginning, dimension, metric, then pairs of filter dimension and value. */
  TOP(Pace.SLOW, (api, words) -> api.analytics().top(scope(words, 0, 3), words.get(1), words.get(2), 100)),
  /** Words: beginning, then pairs of filter dimension and value. */
  BREAKDOWN(
      Pace.SLOW,
      (api, words) -> api.analytics().costBreakdown(scope(words, 0, 1), List.of("service", "model", "application"))),
  /** Words: pairs of filter dimension and value. */
  PROJECTION(
      Pace.SLOW,
      (api, words) -> {
        UsageScope scope = new UsageScope("30d", "now", null, filters(words, 0));
        return api.analytics().projection(scope, "monthly", "seasonal");
      }),
  /** Words: order, offset. */
  SESSIONS(
      Pace.SLOW,
      (api, words) -> {
        UsageScope scope = new UsageScope("30d", "now", null, Map.of());
        return api.analytics().sessions(scope, words.get(0), page(words.get(1)));
      }),
  /** Words: how many. */
  RECENT(
      Pace.SLOW,
      (api, words) -> {
        long many = Long.parseLong(words.get(0));
        return api.analytics().usage(UsageScope.ALL, AnalyticsApi.RecordShape.newest(many, null));
      }),
  BUDGETS(Pace.STEADY, (api, _) -> api.money().budgets()),
  CONFIG(Pace.QUICK, (api, _) -> api.admin().configs(null)),
  USERS(Pace.QUICK, (api, _) -> api.users().list(new Page(1000, 0))),
  MY_SESSIONS(Pace.QUICK, (api, _) -> api.auth().sessions()),
  TOKENS(Pace.QUICK, (api, _) -> api.auth().tokens()),
  /** Words: what is looked for, offset. */
  AUDIT(
      Pace.QUICK,
      (api, words) -> api.admin().audit(AdminApi.AuditFilter.telling(words.get(0)), page(words.get(1)))),
  /** Words: state, offset. */
  FILES(Pace.QUICK, (api, words) -> api.data().files(words.get(0).isEmpty() ? null : words.get(0), page(words.get(1))));

  /** Rows fetched at a time. */
  public static final int CHUNK = 200;

  /** How soon an answer is old. */
  public enum Pace {
    QUICK(2),
    STEADY(5),
    SLOW(15),
    /** Follows the cursor: asked only once it rests. */
    PATIENT(5);

    private final int seconds;

    Pace(int seconds) {
      this.seconds = seconds;
    }

    public int seconds() {
      return seconds;
    }
  }

  private final Pace pace;

  @SuppressWarnings("ImmutableEnumChecker") // every source is a function without state
  private final Source source;

  Topic(Pace pace, Source source) {
    this.pace = pace;
    this.source = source;
  }

  private interface Source {
    Answer ask(ServerApi api, List<String> words);
  }

  public Pace pace() {
    return pace;
  }

  Answer ask(ServerApi api, List<String> words) {
    return source.ask(api, words);
  }

  private static Page page(String offset) {
    return new Page(CHUNK, Long.parseLong(offset));
  }

  private static UsageScope scope(List<String> words, int beginning, int firstFilter) {
    return new UsageScope(words.get(beginning), "now", null, filters(words, firstFilter));
  }

  private static Map<String, List<String>> filters(List<String> words, int first) {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (int at = first; at + 1 < words.size(); at += 2) {
      filters.put(parameter(words.get(at)), List.of(words.get(at + 1)));
    }
    return filters;
  }

  private static String parameter(String dimension) {
    return switch (dimension) {
      case "client_id" -> "client_ids";
      case "user_id" -> "users";
      case "session_id" -> "sessions";
      default -> dimension + "s";
    };
  }
}
