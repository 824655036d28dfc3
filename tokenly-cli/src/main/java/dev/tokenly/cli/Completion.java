package dev.tokenly.cli;

import dev.tokenly.cli.command.Context;
import dev.tokenly.cli.command.LiveValues;
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

  /** What starting the program leaves of the 300 ms that a TAB may take. */
  private static final Duration PATIENCE = Duration.ofMillis(180);

  private final Context context;

  Completion(Context context) {
    this.context = context;
  }

  /** Completes within this process, which lives on to hear late answers itself. */
  static Completer here(Context context) {
    return new Completer(new LiveValues(context, PATIENCE, _ -> {}));
  }

  void run(List<String> line) {
    LiveValues live = new LiveValues(context, PATIENCE, Completion::goOnWaiting);
    if (line.getFirst().equals("__names")) {
      line.stream().skip(1).map(Option.Live::valueOf).forEach(live::refresh);
    } else {
      new Completer(live).candidates(line.subList(Math.min(2, line.size()), line.size()))
          .forEach(context.terminal()::line);
    }
  }

  private static void goOnWaiting(Option.Live kind) {
    Child.leave(Child.Verb.NAMES, List.of(kind.name()));
  }
}
