package dev.tokenly.tui.state;

import dev.tokenly.api.ServerApi;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** A question to the server; equal questions have one answer, shared by every page that shows it. */
public record Question(Topic topic, List<String> words) {
  public Question {
    words = List.copyOf(words);
  }

  public static Question of(Topic topic, String... words) {
    return new Question(topic, List.of(words));
  }

  /** Asks it; blocks, throws {@link dev.tokenly.api.ApiException}. */
  public Fields ask(ServerApi api) {
    return Compact.of(topic.ask(api, words).fields());
  }
}
