package dev.tokenly.tui;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Notice;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Person;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The next state for everything that happens. Pure: no clock, no network, no terminal. */
public final class Update {
  private static final int FRESH_SECONDS = 2;
  private static final int FRESH_ANALYTICS_SECONDS = 15;
  private static final Set<Topic> ANALYTICS =
      Set.of(Topic.SUMMARY, Topic.TREND, Topic.TOP, Topic.PROJECTION, Topic.SESSIONS, Topic.RECENT, Topic.AUDIT);

  private Update() {}

  /** What a message leads to, with the questions the page then needs. */
  public static Step next(State state, Msg msg) {
    Step step = handled(state, msg);
    List<Effect> effects = new ArrayList<>(step.effects());
    State next = step.state();
    if (next.person().isLoggedIn()) {
      for (Question question : Panes.of(next.frame().page()).questions(next)) {
        if (isNeeded(next, question)) {
          next = next.with(question, next.known(question).asking());
          effects.add(new Effect.Ask(question));
        }
      }
    }
    return new Step(next, effects);
  }

  private static boolean isNeeded(State state, Question question) {
    Loaded loaded = state.known(question);
    if (loaded.isAsking()) {
      return false;
    }
    if (loaded.at() == null && loaded.trouble() == null) {
      return true;
    }
    int fresh = ANALYTICS.contains(question.topic()) ? FRESH_ANALYTICS_SECONDS : FRESH_SECONDS;
    return !state.frame().isPaused() && loaded.isOlderThan(fresh, state.frame().now())
        && !loaded.failedWithin(FRESH_SECONDS, state.frame().now());
  }

  private static Step handled(State state, Msg msg) {
    return switch (msg) {
      case Msg.Pressed pressed -> Keys.press(state, pressed.key());
      case Msg.Resized size ->
          Step.to(state.with(state.frame().sized(size.columns(), size.rows())), new Effect.Redraw());
      case Msg.Ticked tick -> Step.to(state.with(state.frame().at(tick.now())));
      case Msg.Answered answer ->
          Step.to(
              state.with(
                  answer.question(), state.known(answer.question()).answered(answer.fields(), state.frame().now())));
      case Msg.NotAnswered refused -> refused(state, refused);
      case Msg.Happened event -> happened(state, event);
      case Msg.Linked link -> Step.to(state.with(state.feed().linked(link.connected(), link.sentence())));
      case Msg.Done done -> {
        String undo = done.undo() == null ? "" : "  (u takes it back)";
        yield Step.to(says(state, done.sentence() + undo, false, null, done).forgetting());
      }
      case Msg.Failed failed -> Step.to(says(state, failed.sentence(), true, null, null));
      case Msg.LoginNeeded login ->
          Step.to(state.with(Login.form(login.sentence().isEmpty() ? null : login.sentence())));
      case Msg.LoggedIn login -> loggedIn(state, login.me());
    };
  }

  private static Step refused(State state, Msg.NotAnswered refused) {
    State next =
        state.with(refused.question(), state.known(refused.question()).failed(refused.sentence(), state.frame().now()));
    if (refused.trouble() == Msg.Trouble.LOGIN && state.person().isLoggedIn()) {
      Person out = new Person("", Set.of(), false, state.person().isReadOnly());
      return Step.to(next.with(out).with(Login.form(refused.sentence())));
    }
    return Step.to(next);
  }

  private static Step loggedIn(State state, Fields me) {
    Fields user = me.optionalObject("user") == null ? me : me.object("user");
    Set<String> permissions = new HashSet<>(user.texts("permissions"));
    Person person = new Person(user.text("username"), permissions, true, state.person().isReadOnly());
    return Step.to(state.with(person).with(new Overlay.None()).forgetting(), new Effect.Listen());
  }

  private static Step happened(State state, Msg.Happened event) {
    Fields fields = event.fields();
    return switch (event.kind()) {
      case "usage" -> {
        if (state.frame().isPaused()) {
          yield Step.to(state);
        }
        State next = state;
        List<Fields> records = fields.has("records") ? fields.objects("records") : List.of();
        for (Fields record : records.isEmpty() && fields.has("model") ? List.of(fields) : records) {
          next = next.with(next.feed().with(record));
        }
        yield Step.to(next);
      }
      case "new_client_registration" ->
          Step.to(says(state, host(fields) + " asks to be approved  (! goes there)", false, Page.CLIENTS, null));
      case "budget_alert" ->
          Step.to(says(state, "Budget " + word(fields, "budget", "name") + " passed a threshold  (! goes there)", true,
              Page.BUDGETS, null));
      case "ingestion_failed" ->
          Step.to(says(state, "A file could not be read  (! goes there)", true, Page.FILES, null));
      case "system_alert" -> Step.to(says(state, word(fields, "message", "kind"), true, null, null));
      default -> Step.to(state);
    };
  }

  private static String host(Fields fields) {
    return word(fields, "hostname", "client_id");
  }

  private static String word(Fields fields, String first, String second) {
    Object value = fields.values().getOrDefault(first, fields.values().getOrDefault(second, "?"));
    return String.valueOf(value);
  }

  private static State says(
      State state, String text, boolean isBad, @Nullable Page jump, Msg.@Nullable Done done) {
    Notice notice = new Notice(text, isBad, state.frame().now(), jump, done == null ? null : done.undo());
    return state.with(state.feed().saying(notice));
  }
}
