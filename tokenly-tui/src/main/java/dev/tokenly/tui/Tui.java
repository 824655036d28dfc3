package dev.tokenly.tui;

import com.googlecode.lanterna.screen.Screen;
import dev.tokenly.api.ServerApi;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Clipboard;
import dev.tokenly.tui.draw.Console;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Terminals;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Desk;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Feed;
import dev.tokenly.tui.state.Frame;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Person;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import dev.tokenly.tui.state.Trail;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The full-screen view. One thread takes messages one after the other, updates the state and draws what changed; keys,
 * time and the server come in from threads of their own. Throws {@link IOException} when there is no terminal.
 */
public final class Tui {
  private static final int SHORT = 40;
  private static final Duration BUNCH = Duration.ofMillis(40);
  private static final Duration AGES = Duration.ofMillis(1500);
  private static final Duration ATTENTION = Duration.ofSeconds(10);

  private final LinkedBlockingQueue<Msg> messages = new LinkedBlockingQueue<>();
  private final Options options;
  private final Clock clock;
  private final Effects effects;
  private State state;
  private long drawn = System.nanoTime();
  private long touched = System.nanoTime();

  private Tui(ServerApi api, Options options, Clock clock, int columns, int rows) {
    this.options = options;
    this.clock = clock;
    this.effects = new Effects(api, options.commands(), messages::add);
    Frame frame = new Frame(columns, rows, Trail.from(options.page()), clock.instant(), false, false);
    Person nobody = new Person("", Set.of(), false, options.isReadOnly(), api.server().toString());
    Desk desk = Desk.knowing(options.commands().names());
    this.state = new State(frame, Map.of(), Map.of(), new Overlay.None(), Feed.START, nobody, desk);
  }

  /** Runs until the user leaves; the terminal is as it was, whatever happens. */
  public static void run(ServerApi api, Options options, Clock clock) throws IOException {
    try (Console console = Console.open()) {
      Tui tui = new Tui(api, options, clock, console.columns(), console.rows());
      tui.effects.run(new Effect.WhoAmI());
      if (options.withMouse()) {
        console.mouse(true);
      }
      console.listen(tui.messages::add);
      Thread.ofVirtual().name("tui-clock").start(tui::tick);
      tui.loop(console);
    }
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(Duration.ofSeconds(1));
        messages.add(new Msg.Ticked(clock.instant()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop(Console console) throws IOException {
    boolean isOver = false;
    console.show(this::draw, false);
    while (!isOver) {
      List<Msg> waiting;
      try {
        waiting = waiting();
      } catch (InterruptedException _) {
        return;
      }
      boolean isWhole = false;
      for (Msg msg : waiting) {
        for (Effect effect : next(msg)) {
          isOver |= effect instanceof Effect.Quit;
          isWhole |= isRedraw(effect);
          perform(console, effect);
        }
      }
      if (!isOver && (isWhole || isWorthDrawing(waiting))) {
        console.show(this::draw, isWhole);
        drawn = System.nanoTime();
      }
    }
  }

  /**
   * Where nothing but time has passed, ages are shown to two seconds: drawing is most of what an idle view costs. What the
   * server was asked for by nobody's key waits for the same moment.
   */
  private boolean isWorthDrawing(List<Msg> waiting) {
    long now = System.nanoTime();
    boolean isWatched = now - touched < ATTENTION.toNanos();
    return now - drawn > AGES.toNanos()
        || !waiting.stream().allMatch(msg -> msg instanceof Msg.Ticked || (msg instanceof Msg.Answered && !isWatched));
  }

  private static boolean isRedraw(Effect effect) {
    return effect instanceof Effect.Redraw || effect instanceof Effect.Suspend || effect instanceof Effect.Resume;
  }

  /** What has happened since; answers come in bunches, and are drawn once a bunch, but no key waits for them. */
  private List<Msg> waiting() throws InterruptedException {
    List<Msg> waiting = new ArrayList<>();
    Msg next = messages.take();
    long until = System.nanoTime() + BUNCH.toNanos();
    while (next != null) {
      waiting.add(next);
      messages.drainTo(waiting);
      boolean isUrgent = waiting.stream().anyMatch(Tui::isUrgent);
      touched = isUrgent ? System.nanoTime() : touched;
      next = isUrgent ? null : messages.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    return waiting;
  }

  private static boolean isUrgent(Msg msg) {
    return msg instanceof Msg.Pressed || msg instanceof Msg.Clicked || msg instanceof Msg.Resized;
  }

  /** An error in a page is shown and the rest goes on. */
  private List<Effect> next(Msg msg) {
    try {
      Step step = Update.next(state, msg);
      state = step.state();
      return step.effects();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      state = state.with(Overlay.Reading.of("This should not happen; Esc goes on", List.of(e.toString())));
      return List.of();
    }
  }

  private void draw(Screen screen) {
    Canvas canvas = Canvas.of(screen, options.theme(), options.glyphs());
    try {
      View.draw(state, canvas);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      canvas.text(0, 0, "cannot draw this page: " + e, Role.BAD);
    }
  }

  private void perform(Console console, Effect effect) throws IOException {
    switch (effect) {
      case Effect.Copy copy -> copy(console, copy.text());
      case Effect.Mouse mouse -> {
        console.mouse(mouse.on());
        String text = mouse.on()
            ? "The mouse selects rows and tabs; Shift and drag selects text"
            : "The mouse is the terminal's again";
        messages.add(new Msg.Done(text, List.of()));
      }
      case Effect.Suspend _ -> console.suspend();
      case Effect.Resume _ -> console.resume();
      case Effect.Redraw _,Effect.Quit _ -> {}
      default -> effects.run(effect);
    }
  }

  /** To the clipboard of the terminal at the other end; what is too long for it is shown to be selected. */
  private void copy(Console console, String text) throws IOException {
    String sequence = Clipboard.sequence(text);
    if (sequence == null) {
      messages.add(new Msg.Told("", text.lines().toList(), true));
      return;
    }
    console.copy(sequence);
    String said = text.length() > SHORT ? text.length() + " characters" : text;
    messages.add(new Msg.Done("Copied " + said + " (Y shows plain text, where the terminal takes no copy)", List.of()));
  }

  /** Draws one page as text and is done: for pictures, tests and screen readers. */
  public static String once(ServerApi api, Options options, Clock clock, int columns, int rows) {
    Tui tui = new Tui(api, options, clock, columns, rows);
    tui.next(tui.effects.me());
    tui.next(new Msg.Linked(tui.state.person().isLoggedIn(), tui.state.feed().trouble()));
    for (int round = 0; round < 3 && tui.state.person().isLoggedIn(); round++) {
      List<Question> questions = new ArrayList<>(Panes.of(options.page()).questions(tui.state));
      questions.add(Question.of(Topic.STATUS));
      for (Question question : questions) {
        if (tui.state.known(question).at() == null) {
          tui.next(tui.effects.answer(question));
        }
      }
    }
    Screen screen = Terminals.inMemory(columns, rows);
    View.draw(tui.state, Canvas.of(screen, options.theme(), options.glyphs()));
    return Terminals.text(screen);
  }
}
