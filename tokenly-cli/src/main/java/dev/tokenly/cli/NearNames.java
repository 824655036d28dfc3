package dev.tokenly.cli;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Failure;
import dev.tokenly.cli.command.Context;
import dev.tokenly.cli.command.LiveValues;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.option.Nearest;
import dev.tokenly.cli.option.Option;
import dev.tokenly.model.Display;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machine, model or user somebody probably meant, when what they typed is not known. It is suggested, never taken. */
final class NearNames {
  /** The command is done; a suggestion is not worth a long wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<Option<?>> options;
  private final LiveValues live;

  NearNames(List<Option<?>> options, Context context) {
    this.options = options;
    this.live = new LiveValues(context, PATIENCE, _ -> {});
  }

  /** The failure with a suggestion, when it is that something was not found and something like it exists. */
  RuntimeException suggested(ApiException e) {
    if (e.failure() instanceof Failure.NotFound) {
      for (Typed typed : typed()) {
        String near = near(typed);
        if (near != null) {
          return Complaints.about(e).fixedBy("did you mean " + near + "?").raised(e);
        }
      }
    }
    return e;
  }

  /** What to say about filters that name nothing there is; empty when all of them do. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Typed typed : typed()) {
      String near = typed.option().isOperand() ? null : near(typed);
      if (near != null) {
        notes.add("nothing is called " + Display.clean(typed.word()) + "; did you mean " + near + "?");
      }
    }
    return notes;
  }

  private record Typed(Option<?> option, String word) {}

  private List<Typed> typed() {
    List<Typed> typed = new ArrayList<>();
    for (Option<?> option : options) {
      boolean isName = switch (option.live()) {
        case NONE, FILES, PROFILES -> false;
        case HOSTS, MODELS, SERVICES, APPLICATIONS, PROJECTS, USERS, BUDGETS, CONFIG_KEYS -> true;
      };
      if (isName && option.find() instanceof String word) {
        typed.add(new Typed(option, word));
      } else if (isName && option.find() instanceof List<?> words) {
        words.forEach(word -> typed.add(new Typed(option, String.valueOf(word))));
      }
    }
    return typed;
  }

  private @Nullable String near(Typed typed) {
    if (typed.word().contains("*")) {
      return null;
    }
    List<String> names = live.of(typed.option().live());
    return names.contains(typed.word()) ? null : Nearest.to(typed.word(), names);
  }
}
