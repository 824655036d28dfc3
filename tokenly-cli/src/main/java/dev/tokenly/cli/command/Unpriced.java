package dev.tokenly.cli.command;

import dev.tokenly.cli.output.Output;
import dev.tokenly.model.json.Fields;

/** The sentence under every total that leaves something out: an unknown price is unknown, never zero. */
final class Unpriced {
  private Unpriced() {}

  static void note(Output out, Fields answer) {
    Long requests = answer.optionalNumber("unpriced_requests");
    if (requests != null && requests > 0) {
      out.terminal()
          .say(
              requests + " calls have no known price and are not in the cost (tokenly prices import FILE adds prices)");
    }
  }
}
