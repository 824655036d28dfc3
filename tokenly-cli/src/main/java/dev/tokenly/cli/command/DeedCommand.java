package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A command that changes something: says what it will do, asks if that is due, does it, and tells what came of it. */
final class DeedCommand implements Command {
  private final Manual manual;
  private final List<Option<?>> own;
  private final Deed deed;
  private final OutputOptions output = new OutputOptions();
  private final Questions questions = new Questions();
  private final Option<String> confirm = Option.text("--confirm", "NAME", "The name, for what cannot be undone");

  /** How much asking a deed needs. */
  enum Care {
    /** None: it can be taken back. */
    NONE,
    /** A yes. */
    YES,
    /** The name of the thing, typed. */
    NAME
  }

  /**
   * What is done: the sentence before ({@code Delete the user ana}), the thing's name, how much asking, the call, and the
   * sentence after; {@code look} is what a dry run looks at to see that the call could be made.
   */
  record Deed(
      Supplier<String> plan,
      Supplier<String> name,
      Supplier<Care> care,
      Consumer<Context> look,
      Function<Context, Answer> call,
      Function<Answer, String> done) {

    Deed(
        Supplier<String> plan,
        Supplier<String> name,
        Care care,
        Function<Context, Answer> call,
        Function<Answer, String> done) {
      this(plan, name, () -> care, _ -> {}, call, done);
    }

    /** A deed of whose answer there is nothing to tell. */
    Deed(Supplier<String> plan, Supplier<String> name, Care care, Function<Context, Answer> call, String done) {
      this(plan, name, care, call, _ -> done);
    }

    /** The same deed, whose dry run fails where there is nothing to do it to. */
    Deed looking(Consumer<Context> at) {
      return new Deed(plan, name, care, at, call, done);
    }
  }

  DeedCommand(Manual manual, List<Option<?>> own, Deed deed) {
    this.manual = manual;
    this.own = own;
    this.deed = deed;
  }

  @Override
  public Manual manual() {
    return manual;
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> all = new ArrayList<>(own);
    all.addAll(output.all());
    all.addAll(questions.all());
    if (deed.care().get() == Care.NAME) {
      all.add(confirm);
    }
    return all;
  }

  @Override
  public ExitCode run(Context context) {
    String plan = deed.plan().get();
    if (questions.isDryRun()) {
      deed.look().accept(context);
    }
    if (questions.holdBack(context, plan)) {
      return ExitCode.OK;
    }
    switch (deed.care().get()) {
      case NONE -> {}
      case YES -> questions.confirm(context, plan);
      case NAME -> {
        @Nullable String given = confirm.find();
        Questions.confirmByName(context, plan, deed.name().get(), given);
      }
    }
    Output out = context.output(output);
    View view = new View(manual.path().replace(' ', '-'), "", "", "", List.of());
    out.requireFields(view);
    Answer answer = Progress.during(context.terminal(), plan, () -> deed.call().apply(context));
    out.document(view, answer, () -> context.say(deed.done().apply(answer) + '.'));
    return ExitCode.OK;
  }
}
