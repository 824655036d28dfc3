package dev.tokenly.tui.state;

import java.util.List;

/** What an update wants done aside; each ends in messages, none blocks the screen. */
public sealed interface Effect {
  /** Ask the server. */
  record Ask(Question question) implements Effect {}

  /** Do something at the server, one deed after the other. */
  record Act(List<Deed> deeds) implements Effect {
    public Act {
      deeds = List.copyOf(deeds);
    }
  }

  /** Find out who we are with the login there is. */
  record WhoAmI() implements Effect {}

  /** Log in; where the password must be changed, to the new one, which is empty as long as nobody asked for it. */
  record LogIn(String username, String password, String newPassword) implements Effect {}

  /** Follow the server's events from now on. */
  record Listen() implements Effect {}

  /** Run a command line that only reads and show what it prints. */
  record Run(String line) implements Effect {}

  /** Put text on the clipboard of the terminal at the other end. */
  record Copy(String text) implements Effect {}

  /** Write the list that a state shows to a new file of the working folder, with what of it has not been fetched yet. */
  record Export(String name, State state) implements Effect {}

  /** Listen to the mouse, or leave it to the terminal. */
  record Mouse(boolean on) implements Effect {}

  /** Stop until the shell brings us back. */
  record Suspend() implements Effect {}

  /** Take the terminal again after a stop. */
  record Resume() implements Effect {}

  /** Draw everything anew. */
  record Redraw() implements Effect {}

  /** Leave. */
  record Quit() implements Effect {}
}
