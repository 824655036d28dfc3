package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpdateTest {
  private final Canned screen = new Canned(Page.CLIENTS, 120, 40, Canned.EVERYTHING);

  @Test
  void approves_only_after_a_yes() {
    screen.press("a");
    assertInstanceOf(Overlay.Confirm.class, screen.state.overlay());
    assertTrue(screen.drawn(Glyphs.BRAILLE).contains("SHA256:ab12 cd34"));
    assertTrue(screen.effects.isEmpty());
    screen.press("y");
    assertInstanceOf(Effect.Act.class, screen.effects.getFirst());
  }

  @Test
  void deletes_only_after_the_name_was_typed() {
    screen.press("x", "h", "Enter");
    assertTrue(screen.effects.isEmpty());
    screen.press("Backspace");
    screen.press("host-00000".split(""));
    screen.press("Enter");
    assertEquals(1, screen.effects.size());
  }

  @Test
  void fills_details_in_as_their_answers_come() {
    List<Question> asked = new ArrayList<>();
    Canned slow = new Canned(Page.CLIENTS, 80, 18, Canned.EVERYTHING, question -> {
      boolean isLater = question.topic() == Topic.ACTIVITY && asked.add(question);
      return isLater ? null : Canned.answered(question);
    });
    slow.press("Enter");
    assertTrue(slow.shows(" 1-14 of "), slow.drawn(Glyphs.BRAILLE));
    slow.press("End");
    slow.pass(1);
    assertFalse(slow.shows("registered as pending"), slow.drawn(Glyphs.BRAILLE));
    slow.handle(Canned.answered(asked.getFirst()));
    assertTrue(slow.shows("registered as pending"), slow.drawn(Glyphs.BRAILLE));
  }

  @Test
  void forgets_after_a_while_what_only_says_that_it_went_well() {
    screen.handle(new Msg.Done("Copied it", List.of()));
    screen.pass(10);
    assertTrue(screen.shows("Copied it"));
    screen.pass(10);
    assertFalse(screen.shows("Copied it"));
    screen.handle(new Msg.Done("Suspended it", List.of(Deed.of("Approved it", api -> api.admin().status()))));
    screen.pass(60);
    assertTrue(screen.shows("u takes it back"));
    screen.handle(new Msg.Failed("refused"));
    screen.pass(60);
    assertTrue(screen.shows("! refused"));
  }

  @Test
  void shows_every_tab_however_many_machines_wait() {
    for (int columns : new int[] {60, 80, 110, 118, 120}) {
      Canned crowded = new Canned(Page.DASHBOARD, columns, 24, Canned.EVERYTHING, UpdateTest::crowd);
      for (Page page : List.of(Page.DASHBOARD, Page.CLIENTS, Page.FLEET)) {
        crowded.press(page.number());
        String tabs = crowded.drawn(Glyphs.BRAILLE).lines().findFirst().orElse("");
        String last = columns >= 110 ? "= Fleet" : columns >= 78 ? "= Flet" : "=";
        assertTrue(tabs.contains(page == Page.FLEET ? "[" + last + "]" : last), columns + " " + tabs);
        assertTrue(tabs.contains(columns >= 110 ? "(2000)" : "(99+)"), columns + " " + tabs);
      }
    }
  }

  private static Msg crowd(Question question) {
    String answer = Answers.of(question).replace("\"pending\":2}", "\"pending\":2000}");
    return new Msg.Answered(question, Fields.of(JsonText.object(answer)));
  }

  @Test
  void scrolls_the_help_no_further_than_its_end() {
    Canned small = new Canned(Page.CLIENTS, 80, 24, Canned.EVERYTHING);
    small.press("?");
    assertTrue(small.shows("Down shows more"), small.drawn(Glyphs.BRAILLE));
    small.press("PgDn", "PgDn", "PgDn", "Down");
    assertTrue(small.shows("quit"), small.drawn(Glyphs.BRAILLE));
    assertFalse(small.shows("Down shows more"), small.drawn(Glyphs.BRAILLE));
    String end = small.drawn(Glyphs.BRAILLE);
    small.press("Up");
    assertNotEquals(end, small.drawn(Glyphs.BRAILLE));
  }

  @Test
  void acts_on_every_marked_machine() {
    screen.press(" ", " ", " ", "a", "y");
    assertEquals(3, assertInstanceOf(Effect.Act.class, screen.effects.getLast()).deeds().size());
  }

  @Test
  void never_lets_in_by_taking_a_rejection_back_what_was_not_let_in() {
    screen.press("r", "y", "Down", "r", "y");
    List<@Nullable Deed> back =
        screen.effects.stream().map(effect -> ((Effect.Act) effect).deeds().getFirst().undo()).toList();
    assertNull(back.getFirst());
    assertNotNull(back.getLast());
  }

  @Test
  void offers_a_viewer_nothing_that_changes() {
    Canned viewer = new Canned(Page.CLIENTS, 120, 40, Set.of("usage:read"));
    viewer.press("a");
    assertInstanceOf(Overlay.None.class, viewer.state.overlay());
    assertFalse(viewer.drawn(Glyphs.BRAILLE).contains("a approve"));
  }

  @Test
  void takes_back_what_can_be_taken_back() {
    screen.handle(new Msg.Done("Approved web-01", List.of(Deed.of("Suspended", api -> api.admin().status()))));
    screen.press("u");
    assertInstanceOf(Effect.Act.class, screen.effects.getFirst());
  }

  @Test
  void leads_from_a_notice_to_its_page() {
    Canned audit = new Canned(Page.AUDIT, 120, 40, Canned.EVERYTHING);
    Fields fields = Fields.of(JsonText.object("{\"hostname\":\"new-01\"}"));
    audit.handle(new Msg.Happened("new_client_registration", fields));
    assertTrue(audit.drawn(Glyphs.BRAILLE).contains("new-01 asks to be approved"));
    audit.press("!");
    assertEquals(Page.CLIENTS, audit.state.frame().page());
  }

  @Test
  void keeps_old_data_when_the_server_goes_away_and_says_so() {
    screen.handle(new Msg.Linked(false, "http://x does not answer."));
    String drawn = screen.drawn(Glyphs.BRAILLE);
    assertTrue(drawn.contains("No connection"), drawn);
    assertTrue(drawn.contains("host-00000"), drawn);
    assertTrue(drawn.contains("offline 0s"), drawn);
  }

  @Test
  void scrolls_ten_thousand_machines_in_chunks() {
    screen.press("End");
    assertTrue(screen.drawn(Glyphs.BRAILLE).contains("host-09999"));
    assertTrue(screen.drawn(Glyphs.BRAILLE).contains("10000 of 10000"));
  }

  @Test
  void shows_hostile_names_as_escapes() {
    String drawn = new Canned(Page.DASHBOARD, 120, 40, Canned.EVERYTHING).drawn(Glyphs.BRAILLE);
    assertTrue(drawn.contains("\\x1b[2Jevil"), drawn);
    assertFalse(drawn.contains("\u001b"));
    Canned canned = new Canned(Page.ANALYTICS, 120, 40, Canned.EVERYTHING);
    canned.press("Tab", "Tab");
    String analytics = canned.drawn(Glyphs.BRAILLE);
    assertTrue(analytics.contains("a\\u202eb □"), analytics);
  }

  @Test
  void asks_for_a_login_when_the_old_one_has_ended() {
    screen.handle(
        new Msg.NotAnswered(
            Question.of(Topic.STATUS), "log in again", Msg.Trouble.LOGIN));
    assertInstanceOf(Overlay.Form.class, screen.state.overlay());
    screen.press("p", "Enter");
    Effect.LogIn login = assertInstanceOf(Effect.LogIn.class, screen.effects.getLast());
    assertEquals("ana", login.username());
  }

  @Test
  void finds_pages_and_machines_by_the_palette() {
    screen.press(":", "b", "u", "d", "Enter");
    assertEquals(Page.BUDGETS, screen.state.frame().page());
    screen.press("g", "t");
    assertEquals(Page.AUDIT, screen.state.frame().page());
    screen.press(":");
    screen.press("host-00042".split(""));
    screen.press("Enter");
    assertEquals(Page.CLIENTS, screen.state.frame().page());
    assertEquals("host-00042", screen.state.list().filter());
  }
}
