package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows fetched in chunks around the window, so that ten thousand scroll without delay; the server filters and sorts. */
record PagedRows(Topic topic, String array, Function<State, List<String>> words) implements Rows {

  private Question chunk(State state, int number) {
    List<String> all = new ArrayList<>(words.apply(state));
    all.add(Integer.toString(number * Topic.CHUNK));
    return new Question(topic, all);
  }

  @Override
  public List<Question> questions(State state) {
    int first = state.list().first() / Topic.CHUNK;
    int last = (state.list().first() + state.frame().rows()) / Topic.CHUNK;
    List<Question> questions = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      if (number == first || number * Topic.CHUNK < count(state)) {
        questions.add(chunk(state, number));
      }
    }
    return questions;
  }

  @Override
  public List<Question> whole(State state) {
    int last = Math.min(Lists.MOST_CHUNKS, Math.ceilDiv(count(state), Topic.CHUNK));
    return IntStream.range(0, last).mapToObj(number -> chunk(state, number)).toList();
  }

  @Override
  public int count(State state) {
    for (int number : new int[] {state.list().first() / Topic.CHUNK, 0}) {
      Fields fields = state.known(chunk(state, number)).fields();
      if (fields != null) {
        return (int) fields.number("total", Lists.rows(fields, array).size());
      }
    }
    return 0;
  }

  @Override
  public @Nullable Fields row(State state, int number) {
    Fields fields = state.known(chunk(state, number / Topic.CHUNK)).fields();
    List<Fields> rows = Lists.rows(fields, array);
    int at = number % Topic.CHUNK;
    return at < rows.size() ? rows.get(at) : null;
  }

  @Override
  public Loaded loaded(State state) {
    return state.known(chunk(state, state.list().first() / Topic.CHUNK));
  }
}
