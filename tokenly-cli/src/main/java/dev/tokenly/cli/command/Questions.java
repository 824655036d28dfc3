package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Harmless;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asking before something is changed: on a terminal a question, elsewhere a refusal that names the option to give. */
final class Questions {
  private final Option<Boolean> yes = Option.flag("--yes -y", "Do not ask");
  private final DryRun dryRun = new DryRun();

  List<Option<?>> all() {
    return List.of(yes, dryRun.option);
  }

  boolean isDryRun() {
    return dryRun.isWanted();
  }

  /** Tells a plan as what would be done, when only that is wanted. */
  boolean holdBack(Context context, String plan) {
    return dryRun.holdsBack(context, plan);
  }

  /** Says what will be done and asks; throws a complaint when the answer is no or cannot be had. */
  void confirm(Context context, String deed) {
    if (yes.or(false)) {
      return;
    }
    String answer = asked(context, deed + "? [y/N] ", "--yes");
    if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
      throw declined();
    }
  }

  /** For what cannot be undone: the name has to be typed, or given by {@code --confirm}. */
  static void confirmByName(Context context, String deed, String name, @Nullable String confirmed) {
    String typed = confirmed != null ? confirmed : asked(context, deed + ". Type " + name + ": ", "--confirm=" + name);
    if (!typed.equals(name)) {
      throw confirmed == null ? declined() : misnamed(name, confirmed);
    }
  }

  private static String asked(Context context, String question, String option) {
    if (!context.terminal().canAsk() || !context.session().options().mayAsk()) {
      throw Complaint.usage("this needs an answer and nobody can be asked here", "add " + option).raised();
    }
    context.terminal().err().print(Harmless.lines(question));
    context.terminal().err().flush();
    String line = context.terminal().readLine();
    return line == null ? "" : line.strip();
  }

  private static RuntimeException misnamed(String name, String confirmed) {
    String what = "nothing was changed: --confirm names " + confirmed + ", this is about " + name;
    return Complaint.local(ExitCode.CANCELLED, "E-DECLINED", what, null, "--confirm=" + name).raised();
  }

  private static RuntimeException declined() {
    return Complaint.local(ExitCode.CANCELLED, "E-DECLINED", "nothing was changed", null, null).raised();
  }
}
