package dev.tokenly.cli.command;

import dev.tokenly.cli.option.Option;

/** {@code --dry-run}: says what would be done and does nothing. */
final class DryRun {
  final Option<Boolean> option = Option.flag("--dry-run", "Say what would be done, change nothing");

  boolean isWanted() {
    return option.or(false);
  }

  /** Tells a plan ({@code Delete the user ana}) as what would be done, when only that is wanted. */
  boolean holdsBack(Context context, String plan) {
    if (isWanted()) {
      context.say("would " + Character.toLowerCase(plan.charAt(0)) + plan.substring(1));
    }
    return isWanted();
  }
}
