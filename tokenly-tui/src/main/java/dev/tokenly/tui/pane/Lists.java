package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lists ask about themselves. */
final class Lists {
  /** Chunks of a list that are held at once: ten thousand rows. */
  static final int MOST_CHUNKS = 50;

  private Lists() {}

  /** The rows of an answer; none when it has no such list. */
  @SuppressWarnings("unchecked") // JSON objects have texts as keys; Fields proves it by a copy of each row, every time
  static List<Fields> rows(@Nullable Fields answer, String array) {
    Object list = answer == null ? null : answer.values().get(array);
    List<Fields> rows = new ArrayList<>();
    if (list instanceof List<?> objects) {
      for (Object object : objects) {
        if (object instanceof Map<?, ?> row) {
          rows.add(Fields.of((Map<String, Object>) row));
        }
      }
    }
    return rows;
  }

  /** Whether somebody filters or sorts the list, which its server cannot do. */
  static boolean isPicked(State state) {
    return !state.list().filter().isEmpty() || state.list().order().column() >= 0;
  }
}
