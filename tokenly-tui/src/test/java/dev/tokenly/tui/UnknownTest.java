package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A day whose calls nobody knows a price of is drawn as unknown, never as zero. */
class UnknownTest {
  private static final Set<String> MONDAYS = Set.of("05", "12", "19", "26");
  private static final String LEGEND = "unknown, not zero";

  private static Canned on(Page page, boolean isSmall) {
    return new Canned(page, isSmall ? 80 : 120, isSmall ? 24 : 40, Canned.EVERYTHING, UnknownTest::pricesMissing);
  }

  private static Msg pricesMissing(Question question) {
    Fields answer = Canned.answered(question).fields();
    if (question.topic() != Topic.TREND) {
      return new Msg.Answered(question, answer);
    }
    Map<String, Object> trend = new HashMap<>(answer.values());
    trend.put("data_points", unknown(answer.objects("data_points")));
    if (answer.has("series")) {
      List<Map<String, Object>> series = new ArrayList<>();
      for (Fields each : answer.objects("series")) {
        series.add(Map.of("name", each.text("name"), "data_points", unknown(each.objects("data_points"))));
      }
      trend.put("series", series);
    }
    return new Msg.Answered(question, Fields.of(trend));
  }

  /** Mondays' values are gone. */
  private static List<Map<String, Object>> unknown(List<Fields> points) {
    List<Map<String, Object>> changed = new ArrayList<>();
    for (Fields point : points) {
      Map<String, Object> values = new HashMap<>(point.values());
      if (MONDAYS.contains(point.text("timestamp").substring(8, 10))) {
        values.put("value", null);
      }
      changed.add(values);
    }
    return changed;
  }

  private static void tells(Canned screen) {
    for (Glyphs glyphs : Glyphs.values()) {
      String drawn = screen.drawn(glyphs);
      assertTrue(drawn.contains(LEGEND), drawn);
      assertTrue(drawn.lines().filter(line -> line.contains("$0.00 ")).anyMatch(line -> line.contains("?")), drawn);
    }
  }

  @Test
  void marks_it_in_columns_and_stacks_of_every_size() {
    for (boolean isSmall : new boolean[] {true, false}) {
      tells(on(Page.DASHBOARD, isSmall));
      Canned analytics = on(Page.ANALYTICS, isSmall);
      tells(analytics);
      for (int view = 0; view < 7; view++) {
        analytics.press("Tab");
        tellsInStacksAndHeat(analytics);
      }
      analytics.press("Tab");
      tells(analytics);
      assertTrue(isSmall || analytics.shows("without days of unknown cost"), analytics.drawn(Glyphs.BRAILLE));
    }
  }

  private static void tellsInStacksAndHeat(Canned screen) {
    String drawn = screen.drawn(Glyphs.BRAILLE);
    assertTrue(drawn.contains("?  " + LEGEND) || drawn.contains("? " + LEGEND), drawn);
  }

  @Test
  void says_nothing_of_it_where_all_is_known() {
    Canned analytics = new Canned(Page.ANALYTICS, 120, 40, Canned.EVERYTHING);
    for (int view = 0; view < 9; view++) {
      assertFalse(analytics.shows(LEGEND), analytics.drawn(Glyphs.BRAILLE));
      analytics.press("Tab");
    }
  }
}
