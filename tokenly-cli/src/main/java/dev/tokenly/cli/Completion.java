package dev.tokenly.cli;

import dev.tokenly.cli.command.Context;
import dev.tokenly.cli.command.LiveValues;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.local.Child;
import dev.tokenly.cli.option.Option;
import java.time.Duration;
import java.util.List;

/**
 * What the shells' completion scripts ask: {@code __complete -- WORDS} prints what may stand for the last word, and {@code
 * __names KIND} is the process that goes on waiting for names that were not there in time.
 */
final class Completion {
  static final List<String> WORDS = List.of("__complete", "__names");

  /** How long a TAB may take, of which the JVM needs a part before and after us. */
  private static final Duration TAB = Duration.ofMillis(300);

  private static final Duration OF_JVM = Duration.ofMillis(100);
  private static final Duration LEAST = Duration.ofMillis(50);

  private final Context context;
  private final Duration patience;

  /** {@code sinceBegin} is what of the time of a TAB is gone already. */
  Completion(Context context, Duration sinceBegin) {
    this.context = context;
    Duration left = TAB.minus(OF_JVM).minus(sinceBegin);
    this.patience = left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  /** Completes within this process, which lives on to hear late answers itself. */
  static Completer here(Context context) {
    return new Completer(new LiveValues(context, TAB, _ -> {}));
  }

  /** Fails where nothing is known that could stand there, and no file could either. */
  ExitCode run(List<String> line) {
    LiveValues live = new LiveValues(context, patience, Completion::goOnWaiting);
    if (line.getFirst().equals("__names")) {
      line.stream().skip(1).map(Option.Live::valueOf).forEach(live::refresh);
      return ExitCode.OK;
    }
    List<String> words = line.subList(Math.min(2, line.size()), line.size());
    Completer completer = new Completer(live);
    List<String> found = completer.candidates(words);
    found.forEach(context.terminal()::line);
    return found.isEmpty() && !completer.mayBeFile(words) ? ExitCode.FAILED : ExitCode.OK;
  }

  private static void goOnWaiting(Option.Live kind) {
    Child.leave(Child.Verb.NAMES, List.of(kind.name()));
  }
}
