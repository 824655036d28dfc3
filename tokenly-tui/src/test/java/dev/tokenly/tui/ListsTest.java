package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every list does: filter, sort, mark, click, copy, export. */
class ListsTest {
  private Canned on(Page page) {
    return new Canned(page, 120, 40, Canned.EVERYTHING);
  }

  private static void filter(Canned screen, String text) {
    screen.press("/");
    screen.type(text);
    screen.press("Enter");
    screen.pass(1);
  }

  @Test
  void sorts_live_calls_both_ways() {
    Canned live = new Canned(Page.LIVE, 100, 40, Canned.EVERYTHING, ListsTest::threeCalls);
    live.press("C");
    String dearest = live.drawn(Glyphs.BRAILLE);
    assertTrue(dearest.indexOf("dear") < dearest.indexOf("cheap"), dearest);
    live.press("C");
    String cheapest = live.drawn(Glyphs.BRAILLE);
    assertTrue(cheapest.indexOf("cheap") < cheapest.indexOf("dear"), cheapest);
    assertTrue(cheapest.indexOf("dear") < cheapest.indexOf("mystery"), cheapest);
  }

  private static Msg threeCalls(Question question) {
    if (question.topic() != Topic.RECENT) {
      return Canned.answered(question);
    }
    List<Map<String, Object>> calls = new ArrayList<>();
    for (String model : List.of("mystery", "cheap", "dear")) {
      Map<String, Object> call = new HashMap<>(Map.of("record_id", model, "timestamp", Canned.NOW.toString()));
      call.put("model", model);
      call.put("cost_usd", model.equals("mystery") ? null : model.equals("cheap") ? 1L : 200L);
      calls.add(call);
    }
    return new Msg.Answered(question, Fields.of(Map.of("records", calls)));
  }

  @Test
  void sorts_by_the_menu_and_by_capital_letters() {
    Canned fleet = on(Page.FLEET);
    assertTrue(fleet.shows("silent"));
    fleet.press("H");
    assertTrue(fleet.drawn(Glyphs.ASCII).contains("HOSTv"));
    assertTrue(fleet.drawn(Glyphs.ASCII).indexOf("host-00000") > 0);
    fleet.press("H");
    assertTrue(fleet.shows("host-09999"));
    fleet.press("s");
    assertInstanceOf(Overlay.Menu.class, fleet.state.overlay());
    fleet.press("0");
    assertTrue(fleet.shows("silent"));
  }

  @Test
  void selects_by_click_and_opens_by_the_second() {
    Canned clients = on(Page.CLIENTS);
    clients.handle(new Msg.Clicked(3, View.BODY + 4));
    assertEquals(2, clients.state.list().selected());
    clients.handle(new Msg.Clicked(3, View.BODY + 4));
    assertInstanceOf(Overlay.Reading.class, clients.state.overlay());
    clients.handle(new Msg.Clicked(3, 3));
    assertInstanceOf(Overlay.None.class, clients.state.overlay());
    clients.handle(new Msg.Clicked(10, View.BODY));
    assertEquals(1, clients.state.list().tab());
    clients.handle(new Msg.Clicked(1, 0));
    assertEquals(Page.DASHBOARD, clients.state.frame().page());
  }

  @Test
  void copies_and_exports_what_a_spreadsheet_may_open() {
    Canned clients = on(Page.CLIENTS);
    clients.press("y");
    assertEquals(new Effect.Copy("host-00000"), clients.effects.getLast());
    clients.press("e");
    Effect.Export saved = assertInstanceOf(Effect.Export.class, clients.effects.getLast());
    assertTrue(saved.name().startsWith("tokenly-clients-2026"), saved.name());
    String text = Panes.of(Page.CLIENTS).exported(saved.state());
    assertTrue(text.startsWith("HOST\tSTATUS"), text);
    Canned analytics = on(Page.ANALYTICS);
    analytics.press("Tab", "Tab", "Y");
    assertTrue(assertInstanceOf(Overlay.Reading.class, analytics.state.overlay()).isPlain());
  }

  @Test
  void changes_nothing_read_only() {
    Canned clients = new Canned(Page.CLIENTS, 120, 40, Set.of("usage:read", "audit:read"));
    clients.press("a", "r", "s", "x", "o", "d", "R");
    assertInstanceOf(Overlay.None.class, clients.state.overlay());
    assertTrue(clients.effects.stream().noneMatch(effect -> effect instanceof Effect.Act));
    clients.press("?");
    assertTrue(clients.shows("approve  (not yours to do)"));
  }

  @Test
  void read_only_takes_every_key_that_changes_something_from_everybody() {
    Page[] pages = {Page.CLIENTS, Page.BUDGETS, Page.CONFIG, Page.USERS, Page.FILES};
    for (Page page : pages) {
      Canned screen = on(page);
      screen.readOnly();
      screen.effects.clear();
      for (String key : List.of("a", "r", "s", "x", "o", "d", "R", "n", "e", "t", "c", "z", "u")) {
        screen.press(key);
        boolean isMenu = screen.state.overlay() instanceof Overlay.Menu menu && menu.title().startsWith("Sort by");
        assertTrue(isMenu || screen.state.overlay() instanceof Overlay.None, page + " " + key);
        screen.press("Esc");
      }
      assertTrue(screen.effects.stream().noneMatch(effect -> effect instanceof Effect.Act), page.name());
    }
    Canned audit = on(Page.AUDIT);
    audit.readOnly();
    audit.press("v");
    assertInstanceOf(Effect.Act.class, audit.effects.getLast());
  }

  static Msg many(Question question) {
    Map<String, Object> entry = Map.of("id", 1L, "timestamp", Canned.NOW.toString(), "action",
        "looked for " + question.words().stream().findFirst().orElse(""));
    Map<String, Object> answer = switch (question.topic()) {
      case AUDIT -> Map.of("total", 52_310L, "entries", List.of(entry));
      case SESSIONS -> Map.of("total", 52_310L, "sessions", List.of(Map.of("session_id", "s-1")));
      default -> Map.of();
    };
    return new Msg.Answered(question, Fields.of(answer));
  }

  @Test
  void exports_all_of_a_list_and_not_only_what_was_scrolled_through() {
    Canned clients = on(Page.CLIENTS);
    clients.press("e");
    Effect.Export export = assertInstanceOf(Effect.Export.class, clients.effects.getLast());
    Pane pane = Panes.of(Page.CLIENTS);
    State whole = export.state();
    assertTrue(pane.exported(whole).lines().count() < 1000);
    for (Question question : pane.whole(whole)) {
      whole = whole.with(question, Loaded.NEVER.answered(Canned.answered(question).fields(), Canned.NOW));
    }
    assertEquals(10_001, pane.exported(whole).lines().distinct().count());
    assertEquals("", pane.limit(whole));
    Canned many = new Canned(Page.AUDIT, 120, 40, Canned.EVERYTHING, question -> many(question));
    assertTrue(Panes.of(Page.AUDIT).limit(many.state).startsWith("only the first 10000 of 52310"));
  }

  @Test
  void acts_on_marks_that_the_filter_no_longer_shows() {
    Canned clients = on(Page.CLIENTS);
    clients.press(" ");
    filter(clients, "/host-00700/");
    clients.press(" ");
    assertTrue(clients.shows("2 marked"), clients.drawn(Glyphs.BRAILLE));
    clients.press("s");
    assertTrue(clients.shows("Suspend 2 machines?"), clients.drawn(Glyphs.BRAILLE));
    clients.press("y");
    Effect.Act act = assertInstanceOf(Effect.Act.class, clients.effects.getLast());
    assertEquals(
        List.of("Suspended host-00000", "Suspended host-00700"), act.deeds().stream().map(Deed::done).toList());
  }

  @Test
  void does_what_is_for_one_row_to_the_one_under_the_cursor_whatever_is_marked() {
    Canned clients = on(Page.CLIENTS);
    clients.press(" ", " ", "d");
    assertTrue(clients.shows("Describe host-00002"), clients.drawn(Glyphs.BRAILLE));
  }

  @Test
  void wraps_what_is_too_long_for_a_detail() {
    Canned audit = new Canned(Page.AUDIT, 80, 24, Canned.EVERYTHING, question -> hashed(question));
    audit.press("Enter");
    assertTrue(audit.shows("0123456789".repeat(4)), audit.drawn(Glyphs.BRAILLE));
    assertTrue(audit.shows("the end"), audit.drawn(Glyphs.BRAILLE));
  }

  private static Msg hashed(Question question) {
    Map<String, Object> entry = Map.of("id", 1L, "hash", "0123456789".repeat(6) + "the end");
    return new Msg.Answered(question, Fields.of(Map.of("total", 1L, "entries", List.of(entry))));
  }

  @Test
  void goes_back_forward_and_to_the_page_before() {
    Canned screen = on(Page.CLIENTS);
    screen.press("3", "9", "-");
    assertEquals(Page.ANALYTICS, screen.state.frame().page());
    screen.press("-");
    assertEquals(Page.AUDIT, screen.state.frame().page());
    screen.press("[", "[", "[", "[");
    assertEquals(Page.CLIENTS, screen.state.frame().page());
    screen.press("]");
    assertEquals(Page.ANALYTICS, screen.state.frame().page());
    screen.press("2", "G", "g", "g");
    assertEquals(0, screen.state.list().selected());
    screen.press("g", "h");
    assertEquals(Page.FLEET, screen.state.frame().page());
  }
}
