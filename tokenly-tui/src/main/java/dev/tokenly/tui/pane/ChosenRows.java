package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows as the server gives them as long as it can filter and sort them so, else all of them, filtered and sorted here. */
record ChosenRows(Rows paged, Rows whole, Predicate<State> needsAll) implements Rows {
  private Rows of(State state) {
    return needsAll.test(state) ? whole : paged;
  }

  @Override
  public List<Question> questions(State state) {
    return of(state).questions(state);
  }

  @Override
  public List<Question> whole(State state) {
    return of(state).whole(state);
  }

  @Override
  public int count(State state) {
    return of(state).count(state);
  }

  @Override
  public @Nullable Fields row(State state, int number) {
    return of(state).row(state, number);
  }

  @Override
  public String limit(State state) {
    return of(state).limit(state);
  }

  @Override
  public Loaded loaded(State state) {
    return of(state).loaded(state);
  }
}
