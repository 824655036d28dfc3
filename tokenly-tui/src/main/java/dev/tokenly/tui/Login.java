package dev.tokenly.tui;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Person;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first screen of who is not logged in, and the one where a password must be changed before anything else. */
final class Login {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 72;

  private Login() {}

  /** The same state as of nobody: what was shown is forgotten with whom it was shown to. */
  static State needed(State state, String sentence) {
    boolean isTyping = state.overlay() instanceof Overlay.Form form && form.title().equals(TITLE);
    String name = isTyping ? ((Overlay.Form) state.overlay()).entries().getFirst().text() : state.person().username();
    return state.forgetting().with(state.person().loggedOut()).with(form(name, sentence.isEmpty() ? null : sentence));
  }

  static final String TITLE = "Log in";

  private static Overlay.Form form(String name, @Nullable String trouble) {
    List<Overlay.Form.Entry> entries =
        List.of(
            new Overlay.Form.Entry("username", name, false, List.of()),
            new Overlay.Form.Entry("password", "", true, List.of()));
    return new Overlay.Form(TITLE, entries, name.isEmpty() ? 0 : 1, Login::submit, trouble);
  }

  private static Step submit(State state, List<String> texts) {
    String name = texts.get(0).strip();
    if (name.isEmpty() || texts.get(1).isEmpty()) {
      throw new IllegalArgumentException("name and password are needed");
    }
    return Step.to(state.with(form(name, "logging in …")), new Effect.LogIn(name, texts.get(1), ""));
  }

  /** Asks for a new password, twice. */
  static Overlay.Form change(Msg.PasswordDue due) {
    List<Overlay.Form.Entry> entries =
        List.of(
            new Overlay.Form.Entry("new password", "", true, List.of()),
            new Overlay.Form.Entry("once more", "", true, List.of()));
    Overlay.Form.Submit submit = (state, texts) -> changed(state, due, texts);
    return new Overlay.Form("Choose a new password", entries, 0, submit, due.sentence());
  }

  private static Step changed(State state, Msg.PasswordDue due, List<String> texts) {
    String next = texts.get(0);
    int bytes = next.getBytes(StandardCharsets.UTF_8).length;
    if (!next.equals(texts.get(1))) {
      throw new IllegalArgumentException("the two are not the same");
    }
    if (bytes < SHORTEST || bytes > LONGEST) {
      throw new IllegalArgumentException("12 to 72 bytes are needed; this has " + bytes);
    }
    return Step.to(
        state.with(form(due.username(), "changing the password …")),
        new Effect.LogIn(due.username(), due.password(), next));
  }

  static Step done(State state, Fields me) {
    Fields user = me.optionalObject("user") == null ? me : me.object("user");
    Set<String> permissions = new HashSet<>(user.texts("permissions"));
    Person person = new Person(
        user.text("username"), permissions, true, state.person().isReadOnly(), state.person().server());
    return Step.to(state.with(person).with(new Overlay.None()).forgetting(), new Effect.Listen());
  }
}
