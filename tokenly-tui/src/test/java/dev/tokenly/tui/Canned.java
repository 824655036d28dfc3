package dev.tokenly.tui;

import com.googlecode.lanterna.screen.Screen;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.draw.Terminals;
import dev.tokenly.tui.draw.Theme;
import dev.tokenly.tui.state.Choice;
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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A screen whose server answers from memory at once. */
final class Canned {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final Set<String> EVERYTHING =
      Set.of(
          "client:approve", "client:reject", "client:delete", "client:configure", "config:read", "config:write",
          "config:delete", "user:create", "user:edit", "user:delete", "audit:read", "system:manage", "usage:read",
          "budget:write");

  State state;
  final List<Effect> effects = new ArrayList<>();

  Canned(Page page, int columns, int rows, Set<String> permissions) {
    Frame frame = new Frame(columns, rows, page, page, NOW, false, false);
    Person person = new Person("ana", permissions, true, false);
    state = new State(frame, Map.of(), Map.of(), new Overlay.None(), Feed.START, person, Choice.START);
    handle(new Msg.Linked(true, ""));
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
          waiting.add(new Msg.Answered(ask.question(), answer(ask.question())));
        } else {
          effects.add(effect);
        }
      }
    }
  }

  String drawn(Glyphs glyphs) {
    Screen screen = Terminals.inMemory(state.frame().columns(), state.frame().rows());
    View.draw(state, Canvas.of(screen, Theme.named("terminal"), glyphs));
    return Terminals.text(screen);
  }

  private static Fields answer(Question question) {
    return Fields.of(JsonText.object(Answers.of(question)));
  }
}
