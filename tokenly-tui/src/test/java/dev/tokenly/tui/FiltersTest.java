package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a filter looks at, how long it may take, and that it says what it has not looked at. */
class FiltersTest {
  private static Canned on(Page page) {
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
  void filters_machines_by_all_that_their_rows_and_details_show() {
    Canned clients = on(Page.CLIENTS);
    filter(clients, "crashed");
    assertTrue(clients.shows("1 of 100"), clients.drawn(Glyphs.BRAILLE));
    for (String shown : List.of("pending", "0.0.9", "linux", "ab12 cd34", "10.0.0.9", "debian", "6,993")) {
      filter(clients, "");
      clients.press("Esc");
      filter(clients, shown);
      assertFalse(clients.shows("Nothing matches"), shown);
    }
    Canned rankings = on(Page.ANALYTICS);
    rankings.press("Tab", "Tab");
    filter(rankings, "52.9%");
    assertTrue(rankings.shows("1 of 1"), rankings.drawn(Glyphs.BRAILLE));
  }

  @Test
  void says_how_much_was_looked_through_while_the_rest_is_on_its_way() {
    Canned clients = new Canned(Page.CLIENTS, 120, 40, Canned.EVERYTHING, FiltersTest::onlyTheFirst);
    filter(clients, "nowhere");
    assertTrue(clients.shows("Nothing matches the filter yet: 200 of 10000 here so far"),
        clients.drawn(Glyphs.BRAILLE));
  }

  private static @Nullable Msg onlyTheFirst(Question question) {
    boolean isLater = question.topic() == Topic.CLIENTS && !question.words().getLast().equals("0");
    return isLater ? null : Canned.answered(question);
  }

  @Test
  void says_so_when_not_all_there_is_was_searched_or_ordered() {
    Canned few = on(Page.CLIENTS);
    filter(few, "/host-0999[89]/");
    assertFalse(few.shows("searched"), few.drawn(Glyphs.BRAILLE));
    Canned many = new Canned(Page.SESSIONS, 120, 40, Canned.EVERYTHING, question -> ListsTest.many(question));
    assertFalse(many.shows("searched"), many.drawn(Glyphs.BRAILLE));
    many.press("C");
    assertTrue(many.shows("by COST"), many.drawn(Glyphs.BRAILLE));
    assertTrue(many.state.known(Question.of(Topic.SESSIONS, "-cost", "0")).fields() != null);
    many.press("C");
    assertTrue(many.state.known(Question.of(Topic.SESSIONS, "cost", "0")).fields() != null);
    assertFalse(many.shows("newest"), many.drawn(Glyphs.BRAILLE));
    many.press("H");
    assertTrue(many.shows("! only the newest 10000 of 52310 ordered"), many.drawn(Glyphs.BRAILLE));
    many.press("s", "0");
    filter(many, "s-1");
    assertTrue(many.shows("! only the newest 10000 of 52310 searched"), many.drawn(Glyphs.BRAILLE));
  }

  @Test
  void lets_the_server_look_through_all_of_the_audit() {
    Canned audit = new Canned(Page.AUDIT, 120, 40, Canned.EVERYTHING, question -> ListsTest.many(question));
    assertTrue(audit.shows("1 of 52310"), audit.drawn(Glyphs.BRAILLE));
    filter(audit, "!login");
    assertTrue(audit.shows("looked for !login"), audit.drawn(Glyphs.BRAILLE));
    assertFalse(audit.shows("searched"), audit.drawn(Glyphs.BRAILLE));
    audit.press("W");
    assertTrue(audit.shows("looked for !login"), audit.drawn(Glyphs.BRAILLE));
    assertTrue(audit.shows("! only the newest 10000 of 52310 ordered"), audit.drawn(Glyphs.BRAILLE));
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
}
