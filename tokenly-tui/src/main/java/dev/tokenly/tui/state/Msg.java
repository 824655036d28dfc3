package dev.tokenly.tui.state;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import java.util.List;

/** Everything that can happen. */
public sealed interface Msg {
  /** A key was pressed. */
  record Pressed(Key key) implements Msg {}

  /** The mouse was clicked in a cell. */
  record Clicked(int column, int row) implements Msg {}

  /** The terminal has another size. */
  record Resized(int columns, int rows) implements Msg {}

  /** The program runs again after it was stopped. */
  record Continued() implements Msg {}

  /** Time went on. */
  record Ticked(Instant now) implements Msg {}

  /** The server answered. */
  record Answered(Question question, Fields fields) implements Msg {}

  /** The server did not answer, or with a refusal. */
  record NotAnswered(Question question, String sentence, Trouble trouble) implements Msg {}

  /** An event of the server's stream. */
  record Happened(String kind, Fields fields) implements Msg {}

  /** The event stream stands, or broke. */
  record Linked(boolean connected, String sentence) implements Msg {}

  /** Something was done, and what takes it back, which may be nothing. */
  record Done(String sentence, List<Deed> undo) implements Msg {
    public Done {
      undo = List.copyOf(undo);
    }
  }

  /** Something the user asked for did not work. */
  record Failed(String sentence) implements Msg {}

  /** The login worked; the fields name the user and the permissions. */
  record LoggedIn(Fields me) implements Msg {}

  /** A login is needed, or the last try did not work; the sentence says why, empty for none. */
  record LoginNeeded(String sentence) implements Msg {}

  /** The login was right, but its password must be changed before anything else. */
  record PasswordDue(String username, String password, String sentence) implements Msg {}

  /** A text to show, e.g. what a command line printed; {@code isPlain} to be selected with the mouse. */
  record Told(String title, List<String> lines, boolean isPlain) implements Msg {
    public Told {
      lines = List.copyOf(lines);
    }
  }

  /** What kind of trouble a request met. */
  enum Trouble {
    /** Nobody answered. */
    OFFLINE,
    /** A login is needed. */
    LOGIN,
    /** Anything else. */
    REFUSED
  }
}
