package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Choice;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an admin does on the pages: drafts and their comparison, budgets, users, drill-down, live records, logging in. */
class WorkTest {
  private Canned on(Page page) {
    return new Canned(page, 120, 40, Canned.EVERYTHING);
  }

  @Test
  void lays_changes_aside_and_compares_them_before_they_are_saved() {
    Canned config = on(Page.CONFIG);
    config.press("e", "Ctrl-U");
    config.type("reported");
    config.press("Enter");
    assertTrue(config.shows("! not saved     reported"), config.drawn(Glyphs.BRAILLE));
    assertTrue(config.shows("1 not saved"));
    config.press("q");
    assertTrue(config.shows("1 change is not saved"));
    config.press("b", "a");
    assertTrue(config.shows("- pricing.mode  auto"));
    assertTrue(config.shows("+ pricing.mode  reported"));
    config.press("y");
    assertInstanceOf(Effect.Act.class, config.effects.getLast());
    config.press("z");
    assertFalse(config.shows("not saved"));
  }

  @Test
  void refuses_what_an_agent_could_not_take() {
    Canned config = on(Page.CONFIG);
    config.press("Tab", "Down", "e", "Ctrl-U");
    config.type("0");
    config.press("Enter");
    assertTrue(config.shows("not a whole number between 1 and 10080"));
    config.press("Ctrl-U", "5", "Enter", "a");
    assertTrue(config.shows("+ scan_interval_minutes  5"));
  }

  @Test
  void lets_go_of_a_draft_the_server_has_taken() {
    Canned config = on(Page.CONFIG);
    config.press("e", "Ctrl-U");
    config.type("auto!");
    config.press("Enter", "e", "Backspace", "Enter");
    config.pass(5);
    assertTrue(config.state.desk().drafts().isEmpty());
  }

  @Test
  void makes_users_only_with_a_password_and_a_role_there_is() {
    Canned users = on(Page.USERS);
    users.press("n");
    users.type("bo");
    users.press("Tab");
    users.type("short");
    users.press("Tab", "Tab", "Enter");
    assertTrue(users.shows("12 to 72 bytes"));
    users.press("Up", "Up");
    users.type("-but-longer-now");
    users.press("Tab", "c", "c", "Tab", "Enter");
    assertInstanceOf(Overlay.Confirm.class, users.state.overlay());
    assertFalse(users.shows("but-longer"));
    users.press("y");
    assertInstanceOf(Effect.Act.class, users.effects.getLast());
  }

  @Test
  void drills_into_groups_and_out_again() {
    Canned analytics = on(Page.ANALYTICS);
    analytics.press("Tab", "Tab", "Enter");
    assertEquals(
        List.of(new Choice.Group("model", "claude-opus-5-5", "claude-opus-5-5")), analytics.state.choice().path());
    assertEquals("applications", analytics.state.choice().view());
    analytics.press("Enter");
    assertEquals(2, analytics.state.choice().path().size());
    analytics.press("Esc", "Esc");
    assertTrue(analytics.state.choice().path().isEmpty());
    analytics.press("t", "m");
    assertEquals("90d", analytics.state.choice().range());
    assertEquals("total_tokens", analytics.state.choice().metric());
  }

  @Test
  void shows_records_the_moment_the_stream_tells_of_them() {
    Canned live = on(Page.LIVE);
    String record =
        """
        {"record":{"record_id":"r9","timestamp":"2026-11-20T12:00:00Z","hostname":"ci-7","model":"new-model",
         "input_tokens":5,"output_tokens":6,"cost_usd":0.5}}
        """;
    live.handle(new Msg.Happened("usage", Fields.of(JsonText.object(record))));
    assertTrue(live.shows("new-model"));
    live.press("p");
    live.handle(
        new Msg.Happened("usage", Fields.of(JsonText.object(record.replace("r9", "r10").replace("ci-7", "ci-8")))));
    assertFalse(live.shows("ci-8"));
  }

  @Test
  void says_when_a_machine_falls_silent() {
    Canned audit = on(Page.AUDIT);
    String fewer = Answers.of(Question.of(Topic.STATUS)).replace("9000", "8998");
    audit.handle(
        new Msg.Answered(
            Question.of(Topic.STATUS), Fields.of(JsonText.object(fewer))));
    assertTrue(audit.shows("2 machines fell silent"));
    audit.press("!");
    assertEquals(Page.FLEET, audit.state.frame().page());
  }

  @Test
  void asks_for_a_new_password_where_one_is_due() {
    Canned screen = on(Page.DASHBOARD);
    screen.handle(new Msg.LoginNeeded(""));
    screen.handle(new Msg.PasswordDue("ana", "old", "this password must be changed first"));
    screen.type("short");
    screen.press("Enter");
    screen.type("short");
    screen.press("Enter");
    assertTrue(screen.shows("12 to 72 bytes"));
    screen.press("Ctrl-U", "Up", "Ctrl-U");
    screen.type("correct horse");
    screen.press("Enter");
    screen.type("correct horse");
    screen.press("Enter");
    assertEquals(new Effect.LogIn("ana", "old", "correct horse"), screen.effects.getLast());
  }

  @Test
  void keeps_what_is_shown_greyed_when_answers_are_late() {
    Canned slow = new Canned(Page.USERS, 120, 40, Canned.EVERYTHING);
    String fresh = slow.styled("terminal", Glyphs.ASCII);
    slow.handle(new Msg.Linked(false, "http://x does not answer."));
    String old = slow.styled("terminal", Glyphs.ASCII);
    assertTrue(fresh.contains("{yellow+bold}bo") || fresh.contains("{yellow}bo"), fresh);
    assertTrue(old.contains("No connection"), old);
    assertTrue(old.contains("{black_bright}bo") || !old.contains("{yellow+bold}bo"), old);
  }
}
