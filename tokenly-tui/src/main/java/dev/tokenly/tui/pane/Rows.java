package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a list's rows come from. */
interface Rows {
  /** What must be asked for the rows in sight. */
  List<Question> questions(State state);

  /** What must be asked for all rows, or the most that are ever held at once. */
  default List<Question> whole(State state) {
    return questions(state);
  }

  /** How many rows there are, as far as known. */
  int count(State state);

  /** A row, or null while it is still on its way. */
  @Nullable
  Fields row(State state, int number);

  /** What is known of the first answer: whether it came, when, and what went wrong. */
  Loaded loaded(State state);

  /** What to say when not all rows there are can be filtered and ordered; empty when they can. */
  default String limit(State state) {
    return "";
  }
}
