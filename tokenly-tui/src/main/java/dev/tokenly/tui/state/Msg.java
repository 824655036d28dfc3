package dev.tokenly.tui.state;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen. */
public sealed interface Msg {
  /** A key was pressed. */
  record Pressed(Key key) implements Msg {}

  /** The terminal has another size. */
  record Resized(int columns, int rows) implements Msg {}

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

  /** A deed was done. */
  record Done(String sentence, @Nullable Deed undo) implements Msg {}

  /** Something the user asked for did not work. */
  record Failed(String sentence) implements Msg {}

  /** The login worked; the fields name the user and the permissions. */
  record LoggedIn(Fields me) implements Msg {}

  /** A login is needed, or the last try did not work; the sentence says why, empty for none. */
  record LoginNeeded(String sentence) implements Msg {}

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
