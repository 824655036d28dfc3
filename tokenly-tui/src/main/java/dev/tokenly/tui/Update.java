package dev.tokenly.tui;

import dev.tokenly.tui.pane.Drafts;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Notice;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The next state for everything that happens. Pure: no clock, no network, no terminal. */
public final class Update {
  private static final int MOST_AT_ONCE = 6;
  private static final int MANY = 12;
  private static final int MANY_FRESH_SECONDS = 60;
  private static final int PAUSE_AFTER_TROUBLE_SECONDS = 2;
  private static final int ANSWERS_KEPT = 30;
  private static final int KEPT_SECONDS = 20;

  /** Asked on every page: the number of those that wait stands in the tabs, and a machine that falls silent is told. */
  private static final Question STATUS = Question.of(Topic.STATUS);

  private Update() {}

  /** What a message leads to, with the questions the page then needs. */
  public static Step next(State state, Msg msg) {
    Step step = handled(state, msg);
    if (!step.state().person().isLoggedIn()) {
      return step;
    }
    State next = step.state();
    List<Effect> effects = new ArrayList<>(step.effects());
    Set<Question> wanted = new HashSet<>(List.of(STATUS));
    List<Question> questions = new ArrayList<>(Panes.of(next.frame().page()).questions(next));
    wanted.addAll(questions);
    questions.add(STATUS);
    boolean isMany = isMany(questions.size());
    long asking = next.known().values().stream().filter(Loaded::isAsking).count();
    for (Question question : questions) {
      boolean isRested = question.topic().pace() != Topic.Pace.PATIENT || msg instanceof Msg.Ticked;
      if (asking < MOST_AT_ONCE && isRested && isNeeded(next, question, isMany)) {
        next = next.with(question, next.known(question).asking());
        effects.add(new Effect.Ask(question));
        asking++;
      }
    }
    if (msg instanceof Msg.Ticked && next.known().size() > ANSWERS_KEPT) {
      next = next.without(wanted, next.frame().now().minusSeconds(KEPT_SECONDS));
    }
    return new Step(next, effects);
  }

  private static boolean isNeeded(State state, Question question, boolean isMany) {
    Loaded loaded = state.known(question);
    if (loaded.isAsking() || loaded.failedWithin(PAUSE_AFTER_TROUBLE_SECONDS, state.frame().now())) {
      return false;
    }
    if (loaded.at() == null || loaded.isOutdated()) {
      return true;
    }
    return !state.frame().isPaused() && loaded.isOlderThan(fresh(question, isMany), state.frame().now());
  }

  /** How many seconds an answer is fresh; those of a page that asks for many, longer. */
  static int fresh(Question question, boolean isMany) {
    return isMany ? MANY_FRESH_SECONDS : question.topic().pace().seconds();
  }

  static boolean isMany(int questions) {
    return questions > MANY;
  }

  private static Step handled(State state, Msg msg) {
    return switch (msg) {
      case Msg.Pressed pressed -> Keys.press(state, pressed.key());
      case Msg.Clicked click -> Clicks.click(state, click.column(), click.row());
      case Msg.Resized size ->
          Step.to(state.with(state.frame().sized(size.columns(), size.rows())), new Effect.Redraw());
      case Msg.Continued _ -> Step.to(state, new Effect.Resume());
      case Msg.Ticked tick -> ticked(forgotten(state.with(state.frame().at(tick.now()))));
      case Msg.Answered answer -> answered(state, answer);
      case Msg.NotAnswered refused -> refused(state, refused);
      case Msg.Happened event -> Events.happened(state, event);
      case Msg.Linked link -> Events.linked(state, link);
      case Msg.Done done -> {
        String undo = done.undo().isEmpty() ? "" : "  (u takes it back)";
        yield Step.to(says(state, done.sentence() + undo, false, done.undo()).refreshing());
      }
      case Msg.Failed failed -> Step.to(says(state, failed.sentence(), true, List.of()));
      case Msg.Told told ->
          Step.to(state.with(new Overlay.Reading(told.title(), told.lines(), told.isPlain())));
      case Msg.LoginNeeded login -> Step.to(Login.needed(state, login.sentence()));
      case Msg.PasswordDue due -> Step.to(state.with(Login.change(due)));
      case Msg.LoggedIn login -> Login.done(state, login.me());
    };
  }

  private static State forgotten(State state) {
    Notice notice = state.feed().notice();
    return notice != null && notice.isOver(state.frame().now()) ? state.with(state.feed().saying(null)) : state;
  }

  /** Whoever could not even be asked who they are is asked again as time goes on. */
  private static Step ticked(State state) {
    boolean isWaiting = !state.person().isLoggedIn() && state.overlay() instanceof Overlay.None;
    boolean isTried = state.frame().now().getEpochSecond() % PAUSE_AFTER_TROUBLE_SECONDS == 0;
    return isWaiting && isTried && !state.feed().trouble().isEmpty()
        ? Step.to(state, new Effect.WhoAmI())
        : Step.to(state);
  }

  private static Step answered(State state, Msg.Answered answer) {
    Loaded before = state.known(answer.question());
    State next = state.with(answer.question(), before.answered(answer.fields(), state.frame().now()));
    if (next.overlay() instanceof Overlay.Reading reading) {
      next = next.with(reading.in(next));
    }
    if (answer.question().topic() == Topic.CONFIG) {
      return Step.to(Drafts.settled(next, answer.fields()));
    }
    return Step.to(answer.question().equals(STATUS) ? Events.counted(next, before.fields(), answer.fields()) : next);
  }

  private static Step refused(State state, Msg.NotAnswered refused) {
    State next =
        state.with(refused.question(), state.known(refused.question()).failed(refused.sentence(), state.frame().now()));
    return refused.trouble() == Msg.Trouble.LOGIN && state.person().isLoggedIn()
        ? Step.to(Login.needed(next, refused.sentence()))
        : Step.to(next);
  }

  private static State says(State state, String text, boolean isBad, List<Deed> undo) {
    return state.with(state.feed().saying(new Notice(text, isBad, state.frame().now(), null, undo)));
  }
}
