package dev.tokenly.tui.pane;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page: what it asks the server, how it looks, what its keys do. */
public interface Pane {
  /** What must be known to draw it; asked again every few seconds. */
  List<Question> questions(State state);

  /** Draws the page into the room between tabs and footer. */
  void draw(State state, Canvas canvas);

  /** What a key does here; null when the page has no use for it. */
  @Nullable
  Step press(State state, Key key);

  /** What a click does here, counted from the page's own corner; null when nothing is there. */
  default @Nullable Step click(State state, int column, int row) {
    return null;
  }

  /** Its keys in the order of their use, for footer and help. */
  List<Binding> bindings(State state);

  /** Where the page stands, in a few words for the line above the footer: how many rows, what is marked, the order. */
  default String status(State state) {
    return "";
  }

  /** The command line that shows the same. */
  String command(State state);

  /** Its table, as far as it is here, as tab-separated text; empty when the page has none. */
  String exported(State state);

  /** What must be known for all of its table to be exported. */
  default List<Question> whole(State state) {
    return questions(state);
  }

  /** What to say when not all there is can be exported; empty when all can. */
  default String limit(State state) {
    return "";
  }

  /** A key and what it does; {@code isOffered} is false for what this role or a read-only view may not do. */
  record Binding(String key, String meaning, boolean isOffered) {
    public Binding(String key, String meaning) {
      this(key, meaning, true);
    }
  }
}
