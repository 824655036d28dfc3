package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Msg;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/**
 * The terminal somebody sits at, as a screen of its own that leaves what was there untouched. One thread draws; keys,
 * clicks and sizes come from others as messages. Every way out of the program gives the terminal back.
 */
public final class Console implements AutoCloseable {
  private final OwnTerminal terminal;
  private final TerminalScreen screen;
  private final OutputStream out;
  private final Thread restoring = new Thread(this::giveBack, "tui-restore");
  private boolean hasMouse;
  /** Whether a stop of our own is over, of which the system will tell too. */
  private boolean isBack;
  private boolean isGivenBack;

  private Console(OwnTerminal terminal, TerminalScreen screen, OutputStream out) {
    this.terminal = terminal;
    this.screen = screen;
    this.out = out;
  }

  /** Takes the terminal; throws {@link IOException} when there is none. */
  public static Console open() throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OwnTerminal terminal = OwnTerminal.take(System.in, out);
    TerminalScreen screen = new TerminalScreen(terminal, ScreenCell.BLANK);
    Console console = new Console(terminal, screen, out);
    Runtime.getRuntime().addShutdownHook(console.restoring);
    console.begin();
    return console;
  }

  private void begin() throws IOException {
    screen.startScreen();
    screen.setCursorPosition(null);
  }

  public int columns() {
    return screen.getTerminalSize().getColumns();
  }

  public int rows() {
    return screen.getTerminalSize().getRows();
  }

  /** Posts every key, click and new size from now on. */
  public void listen(Consumer<Msg> post) {
    terminal.addResizeListener((_, size) -> post.accept(resized(size)));
    // Ctrl-Z comes as a key; these come from elsewhere: kill, a shell, a debugger.
    Signals.register("TSTP", () -> post.accept(new Msg.Pressed(new Key("Ctrl-Z"))));
    Signals.register("CONT", () -> post.accept(new Msg.Continued()));
    Thread.ofPlatform().daemon().name("tui-keys").start(() -> read(post));
  }

  private static Msg resized(TerminalSize size) {
    return new Msg.Resized(size.getColumns(), size.getRows());
  }

  private void read(Consumer<Msg> post) {
    try {
      for (KeyStroke stroke = terminal.readInput(); stroke != null; stroke = terminal.readInput()) {
        if (stroke.getKeyType() == KeyType.EOF) {
          break;
        }
        Msg msg = Strokes.message(stroke);
        if (msg != null) {
          post.accept(msg);
        }
      }
    } catch (IOException _) {
      // No more keys can come: the same as being told to leave.
    }
    post.accept(new Msg.Pressed(new Key("Ctrl-C")));
  }

  /** Draws a view; only cells that changed are sent, or all of them when the screen may hold something else. */
  public synchronized void show(Consumer<Screen> view, boolean isWhole) throws IOException {
    if (isGivenBack) {
      return;
    }
    if (screen.doResizeIfNecessary() != null || isWhole) {
      screen.clear();
    }
    view.accept(screen);
    screen.refresh(isWhole ? Screen.RefreshType.COMPLETE : Screen.RefreshType.DELTA);
  }

  /** Puts text on the clipboard of the terminal at the other end of an SSH session, by {@link Clipboard}. */
  public synchronized void copy(String sequence) throws IOException {
    write(sequence);
  }

  /** Listens to the mouse, or leaves it to the terminal, which selects text with it. */
  public synchronized void mouse(boolean on) throws IOException {
    hasMouse = on;
    write(on ? SgrMouse.ON : SgrMouse.OFF);
  }

  private void write(String sequence) throws IOException {
    out.write(sequence.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Gives the terminal back, stops this program until the shell brings it to the front, and takes it again. */
  public synchronized void suspend() throws IOException {
    boolean mouse = hasMouse;
    restore();
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid())).inheritIO().start().waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    takeAgain(mouse);
    isBack = true;
  }

  /** After the program was stopped from outside, which nobody could see coming: the shell has had the terminal since. */
  public synchronized void resume() throws IOException {
    if (isBack) {
      isBack = false;
      return;
    }
    boolean mouse = hasMouse;
    restore();
    takeAgain(mouse);
  }

  private void takeAgain(boolean mouse) throws IOException {
    terminal.takeAgain();
    begin();
    if (mouse) {
      mouse(true);
    }
  }

  /** For good: whoever draws may still be at it while the program is being ended. */
  private synchronized void giveBack() {
    restore();
    isGivenBack = true;
  }

  private void restore() {
    try {
      if (hasMouse) {
        mouse(false);
      }
      screen.stopScreen();
      terminal.giveBack();
    } catch (IOException | IllegalStateException _) {
      // The terminal is gone, or restored already: either is what leaving wants.
    }
  }

  @Override
  public void close() {
    giveBack();
    try {
      Runtime.getRuntime().removeShutdownHook(restoring);
    } catch (IllegalStateException _) {
      // The program is being ended: the hook finds nothing left to do.
    }
  }
}
