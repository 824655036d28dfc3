package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.Topic;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page with nothing to show says which nothing it is: on its way, refused, or none there; and what to do about it. */
class ThreeTextsTest {
  /** What a server says that knows nobody and has nothing. */
  private static final String NOTHING =
      """
      {"total":0,"clients":[],"sessions":[],"records":[],"budgets":[],"configs":[],"users":[],"entries":[],"files":[],
       "overrides":[],"rankings":[],"breakdowns":[],"activity":[],"tokens":[],"projected_trend":[],"data_points":[],
       "model_breakdown":{},"service_breakdown":{},"client_breakdown":{},"daily_trend":[],"anomalies":[],
       "total_cost":0,"total_tokens":0,"total_requests":0}
      """;

  private static final String LONG =
      "https://ledger.example.org:7071 does not answer: the certificate is of another name and it ends here";

  private static final String STATUS =
      """
      {"server":{"version":"0.1.0","uptime_seconds":1},"storage":{"status":"healthy"},
       "clients":{"total":0,"active":0,"pending":0},"ingestion":{}}
      """;

  private static String body(Page page, Function<Question, @Nullable Msg> server) {
    String drawn = new Canned(page, 80, 24, Set.of("usage:read"), server).drawn(Glyphs.ASCII);
    return drawn.lines().skip(View.BODY).limit(20).collect(Collectors.joining("\n"));
  }

  private static Msg nothing(Question question) {
    return new Msg.Answered(
        question, Fields.of(JsonText.object(question.topic() == Topic.STATUS ? STATUS : NOTHING)));
  }

  @ParameterizedTest
  @EnumSource(Page.class)
  void tells_loading_error_and_empty_apart(Page page) {
    String loading = body(page, _ -> null);
    String failed =
        body(page, question -> new Msg.NotAnswered(question, "the disk is full.", Msg.Trouble.REFUSED));
    String empty = body(page, ThreeTextsTest::nothing);
    assertTrue(loading.contains("Asking the server for"), loading);
    assertTrue(failed.contains("The server did not tell: the disk is full."), failed);
    assertTrue(loading.contains("It comes by itself"), loading);
    assertTrue(failed.contains("r asks now"), failed);
    assertEquals(3, Set.copyOf(List.of(loading, failed, empty)).size());
    boolean hasRows = page == Page.CONFIG || page == Page.DASHBOARD || page == Page.ANALYTICS;
    assertTrue(hasRows || empty.strip().matches("(?s).*[.:] [A-Z0-9nxt=].*"), "says no next step: " + empty);
    String wordy = body(page, question -> new Msg.NotAnswered(question, LONG, Msg.Trouble.REFUSED));
    assertTrue(wordy.contains("it ends here"), wordy);
    assertTrue(hasRows || empty.contains("No") || empty.contains("Every") || empty.contains("Nothing"), empty);
  }
}
