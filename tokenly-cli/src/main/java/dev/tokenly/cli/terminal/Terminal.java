package dev.tokenly.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams a command talks through and what is known about them. Data goes to {@link #out}, everything else to {@link
 * #err}. Everything comes in by the constructor, so that a test is a terminal too.
 */
public final class Terminal {
  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;
  private final Tty tty;
  private final Map<String, String> env;
  private @Nullable BufferedReader lines;
  private @Nullable Pager pager;
  private @Nullable Spinner spinner;
  private int columns;
  private int rows;

  public Terminal(InputStream in, OutputStream out, PrintStream err, Tty tty, Map<String, String> env) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.env = Map.copyOf(env);
    String forced = env.get("TOKENLY_FORCE_TTY");
    this.tty = forced == null ? tty : new Tty(tty.in(), true, true);
    this.columns = forced == null ? 0 : number(forced);
  }

  /** The same terminal with data and messages going to a page that is painted as a whole. */
  public Terminal onto(OutputStream page) {
    Terminal other = new Terminal(in, page, new PrintStream(page, true, StandardCharsets.UTF_8), tty, env);
    other.columns = columns();
    other.rows = rows;
    return other;
  }

  /** The same terminal, its data shown through the person's pager when there is much of it; {@link #end} must follow. */
  public Terminal paged() {
    Pager through = Pager.of(this);
    if (through == null) {
      return this;
    }
    PrintStream messages = new PrintStream(through.messages(err), true, StandardCharsets.UTF_8);
    Terminal other = new Terminal(in, through, messages, tty, env);
    other.pager = through;
    return other;
  }

  /** Shows a person that something is awaited, from a moment on until anything is said or asked. */
  public void awaiting() {
    if (isAnimated()) {
      Spinner shown = new Spinner(err, isUnicode());
      spinner = shown;
      shown.start();
    }
  }

  private void arrived() {
    Spinner shown = spinner;
    if (shown != null) {
      shown.stop();
    }
  }

  /** Whether a person sees a line on stderr change in place. */
  boolean isAnimated() {
    return tty.err() && drawsInPlace();
  }

  /** Whether what was drawn may be drawn over: no dumb terminal, and nobody who asked for plain lines. */
  boolean drawsInPlace() {
    return !"dumb".equals(env("TERM")) && env("TOKENLY_ACCESSIBLE") == null;
  }

  /** Sends on what was printed, and waits until a person has read it. */
  public void end() {
    arrived();
    flush();
    if (pager != null) {
      pager.end();
    }
  }

  /** Where data goes, as bytes. */
  public OutputStream out() {
    arrived();
    return out;
  }

  /** Where messages, prompts and progress go. */
  public PrintStream err() {
    arrived();
    return err;
  }

  public InputStream in() {
    return in;
  }

  public Tty tty() {
    return tty;
  }

  /** An environment variable; null when unset or empty. */
  public @Nullable String env(String name) {
    String value = env.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  public Map<String, String> env() {
    return env;
  }

  /** Prints data; throws {@link UncheckedIOException} when nobody reads it any more. */
  public void print(String text) {
    arrived();
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints a line of data. */
  public void line(String text) {
    print(text + '\n');
  }

  /** Says something beside the data, after the data printed so far. */
  public void say(String text) {
    flush();
    complain(text);
  }

  /** Says something even when nobody reads the data any more. */
  public void complain(String text) {
    arrived();
    err.println(own(text));
  }

  /** Words of our own as the locale can show them; what data says is never changed. */
  public String own(String text) {
    return isUnicode() ? text : text.replace("…", "...").replace("·", "-").replace("→", "->");
  }

  /** Sends on what was printed. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a line a person (or a script) typed; null at the end. */
  public @Nullable String readLine() {
    arrived();
    try {
      BufferedReader reader = lines;
      if (reader == null) {
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        lines = reader;
      }
      return reader.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a question may be put to somebody. */
  public boolean canAsk() {
    return tty.in() && tty.err() && env("TOKENLY_PROMPT_DISABLED") == null;
  }

  /** The width of the terminal; 80 when it cannot be told. */
  public int columns() {
    if (columns == 0) {
      columns = measured();
    }
    return columns;
  }

  /** Forgets the measured size, for a display that is drawn again and again. */
  public void remeasure() {
    if (env("TOKENLY_FORCE_TTY") == null) {
      columns = 0;
      rows = 0;
    }
  }

  /** How many lines the terminal shows; as many as there may be when it cannot be told. */
  public int rows() {
    if (rows == 0) {
      int told = number(env("LINES"));
      rows = told > 0 || !tty.out() ? told : SttySize.ask().rows();
    }
    return rows > 0 ? rows : Integer.MAX_VALUE;
  }

  private int measured() {
    int told = number(env("COLUMNS"));
    if (told > 0 || !tty.out()) {
      return told > 0 ? told : 80;
    }
    SttySize asked = SttySize.ask();
    rows = asked.rows();
    return asked.columns() > 0 ? asked.columns() : 80;
  }

  static int number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    return Integer.parseInt(text);
  }

  /** Whether the locale can show more than ASCII. */
  public boolean isUnicode() {
    String locale = env("LC_ALL");
    locale = locale != null ? locale : env("LC_CTYPE");
    locale = locale != null ? locale : env("LANG");
    String lower = locale == null ? "" : locale.toLowerCase(Locale.ROOT);
    String term = env("TERM");
    boolean plain = "linux".equals(term) || "dumb".equals(term) || "vt100".equals(term);
    return !plain && (lower.contains("utf-8") || lower.contains("utf8"));
  }

  /** The glyphs charts use here unless told otherwise. */
  public Glyphs glyphs() {
    return isUnicode() && env("TOKENLY_ACCESSIBLE") == null ? Glyphs.BRAILLE : Glyphs.ASCII;
  }
}
