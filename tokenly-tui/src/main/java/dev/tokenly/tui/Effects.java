package dev.tokenly.tui;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ApiException;
import dev.tokenly.api.EventStream;
import dev.tokenly.api.Failure;
import dev.tokenly.api.ServerApi;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does aside what updates want done at the server, each on a thread of its own, and posts what came of it. */
final class Effects {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final String TOO_MUCH = "that is more than this view can hold; ask for less, or on the command line";

  private final ServerApi api;
  private final Consumer<Msg> post;
  private final CommandLines commands;
  private final AtomicBoolean isListening = new AtomicBoolean();
  private final AtomicBoolean isAskingMe = new AtomicBoolean();

  Effects(ServerApi api, CommandLines commands, Consumer<Msg> post) {
    this.api = api;
    this.commands = commands;
    this.post = post;
  }

  /** Starts an effect; never blocks. Those about the terminal itself are not for here and are left alone. */
  void run(Effect effect) {
    switch (effect) {
      case Effect.Ask ask -> aside("ask", () -> post.accept(answer(ask.question())));
      case Effect.Act act -> aside("act", () -> new Deeds(api, post).run(act.deeds()));
      case Effect.LogIn login -> aside("login", () -> post.accept(loggedIn(login)));
      case Effect.Listen _ -> {
        if (isListening.compareAndSet(false, true)) {
          aside("events", this::listen);
        }
      }
      case Effect.WhoAmI _ -> {
        if (isAskingMe.compareAndSet(false, true)) {
          aside("me", this::askMe);
        }
      }
      case Effect.Run run -> aside("run", () -> post.accept(printed(run.line())));
      case Effect.Export export -> aside("export", () -> post.accept(exported(export)));
      case Effect.Copy _,Effect.Mouse _,Effect.Suspend _,Effect.Resume _,Effect.Redraw _,Effect.Quit _ -> {}
    }
  }

  private void askMe() {
    try {
      post.accept(me());
    } finally {
      isAskingMe.set(false);
    }
  }

  private Msg printed(String line) {
    try {
      return new Msg.Told("tokenly " + line, commands.run(line), false);
    } catch (OutOfMemoryError _) {
      return new Msg.Failed(TOO_MUCH);
    }
  }

  private static void aside(String name, Runnable work) {
    Thread.ofVirtual().name("tui-" + name).start(work);
  }

  /** Asks a question and waits for the answer. */
  Msg answer(Question question) {
    try {
      return new Msg.Answered(question, question.ask(api));
    } catch (ApiException e) {
      return new Msg.NotAnswered(question, sentence(e), trouble(e.failure()));
    } catch (RuntimeException e) {
      return new Msg.NotAnswered(question, "unexpected: " + e, Msg.Trouble.REFUSED);
    } catch (OutOfMemoryError _) {
      return new Msg.NotAnswered(question, TOO_MUCH, Msg.Trouble.REFUSED);
    }
  }

  private static Msg.Trouble trouble(Failure failure) {
    return switch (failure) {
      case Failure.Unreachable _,Failure.TimedOut _,Failure.Busy _ -> Msg.Trouble.OFFLINE;
      case Failure.Unauthorized _ -> Msg.Trouble.LOGIN;
      case Failure.Forbidden forbidden when forbidden.refusal().code().equals("password_change_required") ->
          Msg.Trouble.LOGIN;
      default -> Msg.Trouble.REFUSED;
    };
  }

  static String sentence(ApiException e) {
    return switch (e.failure()) {
      case Failure.Unreachable failure -> failure.server() + " does not answer: " + failure.why();
      case Failure.TimedOut failure -> failure.server() + " did not answer within " + failure.seconds() + " s";
      case Failure.Unauthorized failure -> failure.refusal().message();
      case Failure.Forbidden failure -> failure.refusal().message();
      case Failure.NotFound failure -> failure.refusal().message();
      case Failure.Conflict failure -> failure.refusal().message();
      case Failure.Invalid failure -> failure.refusal().message();
      case Failure.Busy failure -> failure.refusal().message();
      case Failure.ServerError failure -> failure.refusal().message();
      case Failure.Incompatible failure -> failure.why();
      case Failure.UntrustedCertificate failure -> failure.why();
    };
  }

  /** Who we are with the login there is; a refusal leads to the login screen, silence to another try. */
  Msg me() {
    try {
      return new Msg.LoggedIn(api.auth().me().fields());
    } catch (ApiException e) {
      Msg.Trouble trouble = trouble(e.failure());
      return trouble == Msg.Trouble.OFFLINE
          ? new Msg.Linked(false, sentence(e))
          : new Msg.LoginNeeded(trouble == Msg.Trouble.LOGIN ? "" : sentence(e));
    } catch (RuntimeException e) {
      return new Msg.LoginNeeded("unexpected: " + e);
    }
  }

  private Msg loggedIn(Effect.LogIn login) {
    try {
      Answer answer = api.auth().login(login.username(), login.password());
      if (answer.fields().object("user").flag("must_change_password", false)) {
        if (login.newPassword().isEmpty()) {
          return new Msg.PasswordDue(login.username(), login.password(), "this password must be changed first");
        }
        try {
          api.users().setPassword(login.username(), login.password(), login.newPassword());
        } catch (ApiException e) {
          return new Msg.PasswordDue(login.username(), login.password(), sentence(e));
        }
        api.auth().login(login.username(), login.newPassword());
      }
      return new Msg.LoggedIn(api.auth().me().fields());
    } catch (ApiException e) {
      return new Msg.LoginNeeded(sentence(e));
    } catch (RuntimeException e) {
      return new Msg.LoginNeeded("unexpected: " + e);
    }
  }

  /** The whole list goes to the file, not only the part of it that somebody has scrolled through. */
  Msg exported(Effect.Export export) {
    Path file = Path.of(export.name()).toAbsolutePath();
    Pane pane = Panes.of(export.state().frame().page());
    try {
      State whole = export.state();
      for (Question question : pane.whole(whole)) {
        if (whole.known(question).fields() == null) {
          whole = whole.with(question, Loaded.NEVER.answered(question.ask(api), whole.frame().now()));
        }
      }
      String text = pane.exported(whole);
      Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      String limit = pane.limit(whole);
      String rows = Math.max(0, text.lines().count() - 1) + " rows in ";
      return new Msg.Done("Saved " + rows + file + (limit.isEmpty() ? "" : " (" + limit + ")"), List.of());
    } catch (IOException e) {
      return new Msg.Failed("cannot write " + file + ": " + e.getMessage());
    } catch (ApiException e) {
      return new Msg.Failed("not saved, for not all of it came: " + sentence(e));
    } catch (OutOfMemoryError _) {
      return new Msg.Failed(TOO_MUCH);
    }
  }

  /** Follows the event stream for ever, from where it broke. */
  private void listen() {
    @Nullable String last = null;
    long pause = 1;
    while (true) {
      try (EventStream events = api.events(last, true)) {
        post.accept(new Msg.Linked(true, ""));
        pause = 1;
        for (EventStream.Event event = events.next(); event != null; event = events.next()) {
          last = event.id().isEmpty() ? last : event.id();
          post.accept(new Msg.Happened(event.kind(), fields(event.data())));
        }
        post.accept(new Msg.Linked(false, "the server ended the connection."));
      } catch (ApiException e) {
        post.accept(new Msg.Linked(false, sentence(e)));
      }
      try {
        Thread.sleep(Duration.ofSeconds(pause));
      } catch (InterruptedException _) {
        return;
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE.toSeconds());
    }
  }

  /** What an event tells, which lies below its type and time. */
  private static Fields fields(String json) {
    try {
      Fields event = Fields.of(JsonText.object(json));
      return event.values().get("data") instanceof Map ? event.object("data") : event;
    } catch (IllegalArgumentException _) {
      return Fields.of(Map.of());
    }
  }
}
