package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of one or several answers that are all here, filtered and sorted by any column. */
final class WholeRows implements Rows {
  private final Function<State, List<Question>> questions;
  private final BiFunction<State, Fields, List<Fields>> unpacking;
  private final List<Cell> cells;
  private BiPredicate<State, Fields> keeps = (_, _) -> true;
  private boolean isFilteredByServer;
  private BiConsumer<State, List<Fields>> noticing = (_, _) -> {};
  private ListState.Order usual = ListState.Order.NONE;
  private @Nullable Seen seen;

  /** What the rows were last made of, and the rows: they are asked for one by one, and made once. */
  private record Seen(List<Loaded> answers, ListState list, Map<String, String> drafts, List<Fields> rows) {
    @SuppressWarnings("ReferenceEquality") // the same answer, not an equal one: comparing costs what this saves
    private boolean isOf(List<Loaded> others, State state) {
      ListState now = state.list();
      boolean same = others.size() == answers.size() && list.filter().equals(now.filter())
          && list.order().equals(now.order()) && list.tab() == now.tab() && drafts.equals(state.desk().drafts());
      for (int at = 0; same && at < answers.size(); at++) {
        same = answers.get(at).fields() == others.get(at).fields();
      }
      return same;
    }
  }

  private WholeRows(
      Function<State, List<Question>> questions, BiFunction<State, Fields, List<Fields>> unpacking, List<Cell> cells) {
    this.questions = questions;
    this.unpacking = unpacking;
    this.cells = List.copyOf(cells);
  }

  /** Rows of one answer. */
  static WholeRows of(Question question, String array, List<Cell> cells) {
    return new WholeRows(_ -> List.of(question), unpacked(array), cells);
  }

  /** Rows made of one answer and what else is known. */
  static WholeRows made(Question question, BiFunction<State, Fields, List<Fields>> unpacking, List<Cell> cells) {
    return new WholeRows(_ -> List.of(question), unpacking, cells);
  }

  private static BiFunction<State, Fields, List<Fields>> unpacked(String array) {
    return (_, answer) -> Lists.rows(answer, array);
  }

  /** Rows of a list the server gives in chunks; the words come before the offset. */
  static WholeRows of(Topic topic, Function<State, List<String>> words, String array, List<Cell> cells) {
    return new WholeRows(state -> chunks(state, topic, words.apply(state)), unpacked(array), cells);
  }

  /** Only rows that pass a test. */
  WholeRows keeping(BiPredicate<State, Fields> test) {
    keeps = test;
    return this;
  }

  /** Of which the server leaves out by itself what does not pass the filter. */
  WholeRows filteredByServer() {
    isFilteredByServer = true;
    return this;
  }

  /** With somebody who must see all rows together before they are ordered. */
  WholeRows noticing(BiConsumer<State, List<Fields>> notice) {
    noticing = notice;
    return this;
  }

  /** Ordered by a column as long as nobody chooses another. */
  WholeRows usuallyBy(int column) {
    usual = new ListState.Order(column, false);
    return this;
  }

  private static List<Question> chunks(State state, Topic topic, List<String> words) {
    Question first = chunk(topic, words, 0);
    Fields answer = state.known(first).fields();
    long total = answer == null ? 0 : answer.number("total", 0);
    List<Question> chunks = new ArrayList<>(List.of(first));
    for (int number = 1; number < Lists.MOST_CHUNKS && (long) number * Topic.CHUNK < total; number++) {
      chunks.add(chunk(topic, words, number));
    }
    return chunks;
  }

  private static Question chunk(Topic topic, List<String> words, int number) {
    List<String> all = new ArrayList<>(words);
    all.add(Integer.toString(number * Topic.CHUNK));
    return new Question(topic, all);
  }

  @Override
  public List<Question> questions(State state) {
    return questions.apply(state);
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
  public String limit(State state) {
    Fields first = loaded(state).fields();
    long total = first == null ? 0 : first.number("total", 0);
    long most = (long) Lists.MOST_CHUNKS * Topic.CHUNK;
    return questions.apply(state).size() >= Lists.MOST_CHUNKS && total > most
        ? "only the first " + most + " of " + total + (isFilteredByServer ? " ordered" : " searched")
        : "";
  }

  @Override
  public Loaded loaded(State state) {
    return state.known(questions.apply(state).getFirst());
  }

  private List<Fields> rows(State state) {
    List<Loaded> answers = questions.apply(state).stream().map(state::known).toList();
    Seen last = seen;
    if (last != null && last.isOf(answers, state)) {
      return last.rows();
    }
    List<Fields> rows = made(state, answers);
    seen = new Seen(answers, state.list(), state.desk().drafts(), rows);
    return rows;
  }

  private List<Fields> made(State state, List<Loaded> answers) {
    List<Fields> rows = new ArrayList<>();
    for (Loaded answer : answers) {
      Fields fields = answer.fields();
      if (fields != null) {
        unpacking.apply(state, fields).stream().filter(row -> keeps.test(state, row)).forEach(rows::add);
      }
    }
    noticing.accept(state, rows);
    if (!isFilteredByServer && !state.list().filter().isEmpty()) {
      Filter filter = Filter.of(state.list().filter());
      rows.removeIf(row -> !filter.accepts(text(row, state)));
    }
    ListState.Order order = state.list().order().column() < 0 ? usual : state.list().order();
    if (order.column() >= 0 && order.column() < cells.size()) {
      return ordered(rows, cells.get(order.column()).key(), order.isReversed());
    }
    return rows;
  }

  /** A row with what it is ordered by, which may take long to find out. */
  private record Keyed(Fields row, @Nullable Object key) {}

  private static List<Fields> ordered(
      List<Fields> rows, Function<Fields, @Nullable Object> key, boolean isReversed) {
    List<Keyed> keyed = new ArrayList<>(rows.size());
    rows.forEach(row -> keyed.add(new Keyed(row, key.apply(row))));
    Comparator<Keyed> by = (one, other) -> Cell.compare(one.key(), other.key());
    keyed.sort(isReversed ? by.reversed() : by);
    return keyed.stream().map(Keyed::row).toList();
  }

  private String text(Fields row, State state) {
    StringBuilder text = new StringBuilder();
    for (Cell cell : cells) {
      text.append(cell.value().of(row, state.frame().now())).append(' ');
    }
    return text.toString();
  }
}
