package dev.tokenly.tui;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Deuteranopia;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.approvaltests.Approvals;
import org.approvaltests.reporters.QuietReporter;
import org.approvaltests.reporters.UseReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden screens of every page, small, usual and large: in colour, without, and in plain characters. */
@UseReporter(QuietReporter.class)
class ScreensTest {
  @ParameterizedTest
  @EnumSource(Page.class)
  void looks_as_approved_in_colour(Page page) {
    verify(page, "colour", screen -> screen.styled("terminal", Glyphs.BRAILLE));
  }

  @ParameterizedTest
  @EnumSource(Page.class)
  void looks_as_approved_without_colour(Page page) {
    verify(page, "mono", screen -> screen.styled("none", Glyphs.BLOCK));
  }

  @ParameterizedTest
  @EnumSource(Page.class)
  void looks_as_approved_in_plain_characters(Page page) {
    verify(page, "ascii", screen -> screen.drawn(Glyphs.ASCII));
  }

  /** The stacked chart as somebody without green cones sees it, on a terminal of sixteen colours and on one of all. */
  @ParameterizedTest
  @ValueSource(strings = {"terminal", "truecolor"})
  void looks_as_approved_to_those_who_see_no_difference_between_red_and_green(String theme) {
    StringBuilder screens = new StringBuilder();
    for (int[] size : new int[][] {{80, 24}, {120, 40}}) {
      Canned screen = new Canned(Page.ANALYTICS, size[0], size[1], Canned.EVERYTHING, ScreensTest::eightSeries);
      screen.press("Tab", "Tab");
      screens.append("== ").append(size[0]).append('x').append(size[1]).append('\n');
      screens.append(Deuteranopia.seen(screen.screen(theme, Glyphs.BRAILLE)));
    }
    Approvals.verify(screens.toString(), Approvals.NAMES.withParameters("deuteranopia", theme));
  }

  private static Msg eightSeries(Question question) {
    Msg.Answered answer = Canned.answered(question);
    if (question.topic() != Topic.TREND) {
      return answer;
    }
    List<Map<String, Object>> series = new ArrayList<>();
    for (int number = 1; number <= 8; number++) {
      series.add(Map.of("name", "series-" + number, "data_points", answer.fields().values().get("data_points")));
    }
    Map<String, Object> trend = new HashMap<>(answer.fields().values());
    trend.put("series", series);
    return new Msg.Answered(question, Fields.of(trend));
  }

  private static void verify(Page page, String look, Function<Canned, String> draw) {
    StringBuilder screens = new StringBuilder();
    for (int[] size : new int[][] {{80, 24}, {120, 40}, {200, 60}}) {
      Canned screen = new Canned(page, size[0], size[1], Canned.EVERYTHING);
      screens.append("== ").append(size[0]).append('x').append(size[1]).append('\n').append(draw.apply(screen));
    }
    Approvals.verify(screens.toString(), Approvals.NAMES.withParameters(page.name(), look));
  }
}
