package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;

/** What is known of the machines, whichever page asked for it. */
final class Fleet {
  private Fleet() {}

  /** The first machines that may report: enough to know networks and versions by. */
  static final Question APPROVED = Question.of(Topic.CLIENTS, "approved", "", "hostname", "", "0");

  static List<Fields> approved(State state) {
    Fields answer = state.known(APPROVED).fields();
    return answer == null ? List.of() : answer.objects("clients");
  }

  /** Every machine in any answer. */
  static List<Fields> known(State state) {
    List<Fields> all = new ArrayList<>();
    state.known().forEach(
        (question, loaded) -> {
          Fields answer = loaded.fields();
          if (question.topic() == Topic.CLIENTS && answer != null) {
            all.addAll(answer.objects("clients"));
          }
        });
    return all;
  }
}
