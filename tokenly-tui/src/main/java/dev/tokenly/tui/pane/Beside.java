package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import java.util.List;

/** What is told of the row under the cursor: beside the list where there is room, else when it is opened. */
interface Beside {
  /** What must be asked for it. */
  default List<Question> questions(State state, Fields row) {
    return List.of();
  }

  /** Its lines; see {@link Lines} for the marks at their beginnings. */
  List<String> lines(State state, Fields row);

  /** Draws it beside the list. */
  default void draw(State state, Fields row, Canvas canvas) {
    Lines.draw(canvas, lines(state, row));
  }

  /** Everything the server said of the row, field by field. */
  static Beside everything() {
    return (_, row) -> Details.lines(row);
  }
}
