package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
  void filters_by_part_inverse_fuzzy_and_expression() {
    Canned config = on(Page.CONFIG);
    config.press("Tab");
    filter(config, "upload");
    assertTrue(config.shows("max_concurrent_uploads"));
    assertFalse(config.shows("scan_enabled"));
    config.press("Esc");
    assertTrue(config.shows("scan_enabled"));
    filter(config, "!scan");
    assertFalse(config.shows("scan_enabled"));
    assertTrue(config.shows("log_level"));
    filter(config, "");
    config.press("Esc");
    filter(config, "~lglvl");
    assertTrue(config.shows("log_level"));
    assertFalse(config.shows("backfill"));
    config.press("Esc");
    filter(config, "/^max_\\D*HOUR/");
    assertTrue(config.shows("max_uploads_per_hour"));
    assertFalse(config.shows("log_level"));
  }

  @Test
  void takes_no_longer_for_an_expression_that_would_never_end() {
    Canned clients = on(Page.CLIENTS);
    filter(clients, "/(a+)+(a+)+(a+)+$/");
    assertTrue(clients.shows("Nothing matches the filter"));
    filter(clients, "/(((.{1000}){1000}){1000})/");
    assertTrue(clients.shows("Nothing matches the filter"));
  }

  @Test
  void filters_ten_thousand_machines_by_what_the_server_cannot() {
    Canned clients = on(Page.CLIENTS);
    filter(clients, "!host-0");
    assertTrue(clients.shows("Nothing matches"), clients.drawn(Glyphs.BRAILLE));
    clients.press("Esc");
    filter(clients, "/host-0999[89]/");
    assertTrue(clients.shows("host-09999"), clients.drawn(Glyphs.BRAILLE));
    assertTrue(clients.shows("1 of 2"));
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

  @Test
  void says_so_when_not_all_there_is_was_searched() {
    Canned few = on(Page.CLIENTS);
    filter(few, "/host-0999[89]/");
    assertFalse(few.shows("searched"), few.drawn(Glyphs.BRAILLE));
    Canned many = new Canned(Page.SESSIONS, 120, 40, Canned.EVERYTHING, question -> many(question));
    assertFalse(many.shows("searched"), many.drawn(Glyphs.BRAILLE));
    filter(many, "s-1");
    assertTrue(many.shows("! only the first 10000 of 52310 searched"), many.drawn(Glyphs.BRAILLE));
  }

  @Test
  void lets_the_server_look_through_all_of_the_audit() {
    Canned audit = new Canned(Page.AUDIT, 120, 40, Canned.EVERYTHING, question -> many(question));
    assertTrue(audit.shows("1 of 52310"), audit.drawn(Glyphs.BRAILLE));
    filter(audit, "!login");
    assertTrue(audit.shows("looked for !login"), audit.drawn(Glyphs.BRAILLE));
    assertFalse(audit.shows("searched"), audit.drawn(Glyphs.BRAILLE));
    audit.press("W");
    assertTrue(audit.shows("looked for !login"), audit.drawn(Glyphs.BRAILLE));
    assertTrue(audit.shows("! only the first 10000 of 52310 ordered"), audit.drawn(Glyphs.BRAILLE));
  }

  private static Msg many(Question question) {
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
  void filters_rankings_and_says_where_there_is_nothing_to_filter() {
    Canned analytics = on(Page.ANALYTICS);
    analytics.press("Tab", "Tab");
    filter(analytics, "opus");
    assertTrue(analytics.shows("1 of 1"), analytics.drawn(Glyphs.BRAILLE));
    filter(analytics, "x");
    assertTrue(analytics.shows("Nothing matches the filter"), analytics.drawn(Glyphs.BRAILLE));
    Canned dashboard = on(Page.DASHBOARD);
    dashboard.press("/");
    assertTrue(dashboard.shows("no list to filter"), dashboard.drawn(Glyphs.BRAILLE));
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
