package dev.tokenly.tui;

import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first screen of who is not logged in, and the one where a password must be changed. */
final class Login {
  private Login() {}

  /** Asks for name and password; the third field only counts when the server wants a new password. */
  static Overlay.Form form(@Nullable String trouble) {
    List<Overlay.Form.Entry> entries =
        List.of(
            new Overlay.Form.Entry("username", "", false),
            new Overlay.Form.Entry("password", "", true),
            new Overlay.Form.Entry("new password, if asked for", "", true));
    return new Overlay.Form("Log in", entries, 0, Login::submit, trouble);
  }

  private static Step submit(State state, List<String> texts) {
    if (texts.get(0).isBlank() || texts.get(1).isEmpty()) {
      throw new IllegalArgumentException("name and password are needed");
    }
    return Step.to(
        state.with(form("logging in …")), new Effect.LogIn(texts.get(0).strip(), texts.get(1), texts.get(2)));
  }
}
