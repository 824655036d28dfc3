package dev.tokenly.tui;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.MouseCaptureMode;
import com.googlecode.lanterna.terminal.ansi.UnixLikeTerminal;
import com.googlecode.lanterna.terminal.ansi.UnixTerminal;
import dev.tokenly.api.ServerApi;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Strokes;
import dev.tokenly.tui.draw.Terminals;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Choice;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Feed;
import dev.tokenly.tui.state.Frame;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Person;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The full-screen view. One thread takes messages one after the other, updates the state and draws what changed; keys,
 * time and the server come in from threads of their own. Throws {@link IOException} when there is no terminal.
 */
public final class Tui {
  private static final int LONGEST_COPY = 74_000;

  private final LinkedBlockingQueue<Msg> messages = new LinkedBlockingQueue<>();
  private final Options options;
  private final Clock clock;
  private final Effects effects;
  private State state;

  private Tui(ServerApi api, Options options, Clock clock, TerminalSize size) {
    this.options = options;
    this.clock = clock;
    this.effects = new Effects(api, messages::add);
    Frame frame =
        new Frame(size.getColumns(), size.getRows(), options.page(), options.page(), clock.instant(), false, false);
    Person nobody = new Person("", Set.of(), false, options.isReadOnly());
    this.state = new State(frame, Map.of(), Map.of(), new Overlay.None(), Feed.START, nobody, Choice.START);
  }

  /** Runs until the user leaves; the terminal is as it was, whatever happens. */
  public static void run(ServerApi api, Options options, Clock clock) throws IOException {
    UnixTerminal terminal =
        new UnixTerminal(System.in, System.out, StandardCharsets.UTF_8, UnixLikeTerminal.CtrlCBehaviour.TRAP);
    if (options.withMouse()) {
      terminal.setMouseCaptureMode(MouseCaptureMode.CLICK_RELEASE);
    }
    try (TerminalScreen screen = new TerminalScreen(terminal)) {
      screen.startScreen();
      screen.setCursorPosition(null);
      Thread restoring = new Thread(() -> stop(screen));
      Runtime.getRuntime().addShutdownHook(restoring);
      Tui tui = new Tui(api, options, clock, screen.getTerminalSize());
      terminal.addResizeListener(
          (_, size) -> tui.messages.add(new Msg.Resized(size.getColumns(), size.getRows())));
      tui.start(terminal);
      tui.loop(screen);
      Runtime.getRuntime().removeShutdownHook(restoring);
    }
  }

  private static void stop(Screen screen) {
    try {
      screen.stopScreen();
    } catch (IOException | IllegalStateException _) {
      // The terminal is gone, or restored already: either is what leaving wants.
    }
  }

  private void start(UnixTerminal terminal) {
    Thread.ofPlatform().daemon().name("tui-keys").start(() -> readKeys(terminal));
    Thread.ofVirtual().name("tui-clock").start(this::tick);
    Thread.ofVirtual().name("tui-me").start(() -> messages.add(effects.me()));
  }

  private void readKeys(UnixTerminal terminal) {
    try {
      for (KeyStroke stroke = terminal.readInput(); stroke != null; stroke = terminal.readInput()) {
        if (stroke.getKeyType() == KeyType.EOF) {
          break;
        }
        Key key = Strokes.key(stroke);
        if (key != null) {
          messages.add(new Msg.Pressed(key));
        }
      }
    } catch (IOException _) {
      // No more keys can come: the same as being told to leave.
    }
    messages.add(new Msg.Pressed(new Key("Ctrl-C")));
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

  private void loop(Screen screen) throws IOException {
    boolean isOver = false;
    draw(screen, false);
    while (!isOver) {
      List<Msg> waiting = new ArrayList<>();
      try {
        waiting.add(messages.take());
      } catch (InterruptedException _) {
        return;
      }
      messages.drainTo(waiting);
      boolean isWhole = false;
      for (Msg msg : waiting) {
        for (Effect effect : next(msg)) {
          isOver |= effect instanceof Effect.Quit;
          isWhole |= effect instanceof Effect.Redraw;
          perform(screen, effect);
        }
      }
      if (!isOver) {
        draw(screen, isWhole);
      }
    }
  }

  /** An error in a page is shown and the rest goes on. */
  private List<Effect> next(Msg msg) {
    try {
      Step step = Update.next(state, msg);
      state = step.state();
      return step.effects();
    } catch (RuntimeException e) {
      state = state.with(new Overlay.Reading("This should not happen; Esc goes on", List.of(e.toString()), 0));
      return List.of();
    }
  }

  private void draw(Screen screen, boolean isWhole) throws IOException {
    if (screen.doResizeIfNecessary() != null || isWhole) {
      screen.clear();
    }
    try {
      View.draw(state, Canvas.of(screen, options.theme(), options.glyphs()));
    } catch (RuntimeException e) {
      Canvas.of(screen, options.theme(), options.glyphs()).text(0, 0, "cannot draw this page: " + e, Role.BAD);
    }
    screen.refresh(isWhole ? Screen.RefreshType.COMPLETE : Screen.RefreshType.DELTA);
  }

  private void perform(Screen screen, Effect effect) throws IOException {
    switch (effect) {
      case Effect.Copy copy -> copy(copy.text());
      case Effect.Suspend _ -> suspend(screen);
      case Effect.Ask _,Effect.Act _,Effect.LogIn _,Effect.Listen _,Effect.Save _ -> effects.run(effect);
      case Effect.Redraw _,Effect.Quit _ -> {}
    }
  }

  /** OSC 52: the terminal at the other end of the SSH session puts it on its clipboard. */
  private void copy(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_COPY) {
      messages.add(new Msg.Failed("too long for the clipboard; e saves it in a file"));
      return;
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.print("\u001b]52;c;" + Base64.getEncoder().encodeToString(bytes) + "\u0007");
    out.flush();
    messages.add(new Msg.Done("Copied " + (text.length() > 40 ? text.length() + " characters" : text), null));
  }

  private void suspend(Screen screen) throws IOException {
    screen.stopScreen();
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid())).inheritIO().start().waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    screen.startScreen();
    screen.setCursorPosition(null);
    messages.add(new Msg.Resized(state.frame().columns(), state.frame().rows()));
  }

  /** Draws one page as text and is done: for pictures, tests and screen readers. */
  public static String once(ServerApi api, Options options, Clock clock, int columns, int rows) {
    Tui tui = new Tui(api, options, clock, new TerminalSize(columns, rows));
    tui.next(tui.effects.me());
    for (int round = 0; round < 2; round++) {
      for (Question question : Panes.of(options.page()).questions(tui.state)) {
        if (tui.state.person().isLoggedIn()) {
          tui.next(tui.effects.answer(question));
        }
      }
    }
    Screen screen = Terminals.inMemory(columns, rows);
    View.draw(tui.state, Canvas.of(screen, options.theme(), options.glyphs()));
    return Terminals.text(screen);
  }
}
