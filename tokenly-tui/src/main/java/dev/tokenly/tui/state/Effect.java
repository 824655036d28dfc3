package dev.tokenly.tui.state;

/** What an update wants done aside; each ends in messages, none blocks the screen. */
public sealed interface Effect {
  /** Ask the server. */
  record Ask(Question question) implements Effect {}

  /** Do something at the server. */
  record Act(Deed deed) implements Effect {}

  /** Log in, with a new password where the present one must be changed. */
  record LogIn(String username, String password, String newPassword) implements Effect {}

  /** Follow the server's events from now on. */
  record Listen() implements Effect {}

  /** Put text on the clipboard of the terminal at the other end. */
  record Copy(String text) implements Effect {}

  /** Save text in a file of the working folder. */
  record Save(String name, String text) implements Effect {}

  /** Stop until the shell brings us back. */
  record Suspend() implements Effect {}

  /** Draw everything anew. */
  record Redraw() implements Effect {}

  /** Leave. */
  record Quit() implements Effect {}
}
