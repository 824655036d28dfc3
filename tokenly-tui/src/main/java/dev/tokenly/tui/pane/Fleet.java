package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.List;

/** What is known of the machines, whichever page asked for it. */
final class Fleet {
  private Fleet() {}

  /** The first machines that may report: enough to know networks and versions by. */
  static final Question APPROVED = Question.of(Topic.CLIENTS, "approved", "hostname", "", "0");

  static List<Fields> approved(State state) {
    Fields answer = state.known(APPROVED).fields();
    return Lists.rows(answer, "clients");
  }
}
