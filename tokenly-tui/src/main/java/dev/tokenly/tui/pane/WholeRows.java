package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of one answer, filtered and sorted here. */
record WholeRows(Function<State, Question> question, String array, List<Cell> cells) implements Rows {

  @Override
  public List<Question> questions(State state) {
    return List.of(question.apply(state));
  }

  @Override
  public int count(State state) {
    return rows(state).size();
  }

  @Override
  public @Nullable Fields row(State state, int number) {
    List<Fields> rows = rows(state);
    return number < rows.size() ? rows.get(number) : null;
  }

  @Override
  public Loaded loaded(State state) {
    return state.known(question.apply(state));
  }

  private List<Fields> rows(State state) {
    Fields fields = loaded(state).fields();
    if (fields == null) {
      return List.of();
    }
    List<Fields> rows = new ArrayList<>(fields.objects(array));
    Filter filter = Filter.of(state.list().filter());
    rows.removeIf(row -> !filter.accepts(text(row, state)));
    int sort = state.list().sort();
    if (sort >= 0 && sort < cells.size()) {
      Cell.Value value = cells.get(sort).value();
      rows.sort(Comparator.comparing(row -> value.of(row, state.frame().now()), Natural.ORDER));
    }
    return rows;
  }

  private String text(Fields row, State state) {
    StringBuilder text = new StringBuilder();
    for (Cell cell : cells) {
      text.append(cell.value().of(row, state.frame().now())).append(' ');
    }
    return text.toString();
  }
}
