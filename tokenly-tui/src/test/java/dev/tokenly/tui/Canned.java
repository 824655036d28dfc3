package dev.tokenly.tui;

import com.googlecode.lanterna.screen.Screen;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.draw.Terminals;
import dev.tokenly.tui.draw.Theme;
import dev.tokenly.tui.state.Desk;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Feed;
import dev.tokenly.tui.state.Frame;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Person;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Trail;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A screen whose server answers from memory at once. */
final class Canned {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final Set<String> EVERYTHING =
      Set.of(
          "client:approve", "client:reject", "client:delete", "client:configure", "config:read", "config:write",
          "config:delete", "user:create", "user:edit", "user:delete", "audit:read", "system:manage", "usage:read",
          "budget:write");

  private static final Map<Question, Fields> ANSWERS = new ConcurrentHashMap<>();

  State state;
  final List<Effect> effects = new ArrayList<>();

  private final Function<Question, @Nullable Msg> server;

  Canned(Page page, int columns, int rows, Set<String> permissions) {
    this(page, columns, rows, permissions, Canned::answered);
  }

  /** Nothing may be changed, whatever the role. */
  void readOnly() {
    Person person = state.person();
    state = state.with(new Person(person.username(), person.permissions(), true, true, person.server()));
  }

  /** With a server that answers as told; null is no answer yet. */
  Canned(Page page, int columns, int rows, Set<String> permissions, Function<Question, @Nullable Msg> server) {
    this.server = server;
    Frame frame = new Frame(columns, rows, Trail.from(page), NOW, false, false);
    Person person = new Person("ana", permissions, true, false, "");
    Desk desk = Desk.knowing(List.of("clients list", "status", "top"));
    state = new State(frame, Map.of(), Map.of(), new Overlay.None(), Feed.START, person, desk);
    handle(new Msg.Linked(true, ""));
    handle(new Msg.Ticked(NOW));
  }

  void press(String... keys) {
    for (String key : keys) {
      handle(new Msg.Pressed(new Key(key)));
    }
  }

  void handle(Msg msg) {
    Deque<Msg> waiting = new ArrayDeque<>(List.of(msg));
    while (!waiting.isEmpty()) {
      Step step = Update.next(state, waiting.pop());
      state = step.state();
      for (Effect effect : step.effects()) {
        if (effect instanceof Effect.Ask ask) {
          Msg answer = server.apply(ask.question());
          if (answer != null) {
            waiting.add(answer);
          }
        } else {
          effects.add(effect);
        }
      }
    }
  }

  String drawn(Glyphs glyphs) {
    return Terminals.text(screen("terminal", glyphs));
  }

  /** The screen with its looks written out. */
  String styled(String theme, Glyphs glyphs) {
    return Terminals.styled(screen(theme, glyphs));
  }

  Screen screen(String theme, Glyphs glyphs) {
    Screen screen = Terminals.inMemory(state.frame().columns(), state.frame().rows());
    View.draw(state, Canvas.of(screen, Theme.named(theme), glyphs));
    return screen;
  }

  /** Lets seconds pass. */
  void pass(int seconds) {
    handle(new Msg.Ticked(state.frame().now().plusSeconds(seconds)));
  }

  void type(String text) {
    press(text.split(""));
  }

  boolean shows(String text) {
    return drawn(Glyphs.BRAILLE).contains(text);
  }

  static Msg.Answered answered(Question question) {
    Fields answer = ANSWERS.computeIfAbsent(question, asked -> Fields.of(JsonText.object(Answers.of(asked))));
    return new Msg.Answered(question, answer);
  }
}
