package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.IdentityHashMap;
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
  private Function<Fields, String> besides = _ -> "";
  private boolean isFilteredByServer;
  private boolean isByAge;
  private BiConsumer<State, List<Fields>> noticing = (_, _) -> {};
  private ListState.Order usual = ListState.Order.NONE;
  private @Nullable Seen seen;
  private IdentityHashMap<Fields, List<Known>> known = new IdentityHashMap<>();

  /** A row and all that it shows, as of when its answer came: ten thousand are looked through at each key of a filter. */
  private record Known(Fields row, String text) {}

  /** What the rows were last made of, and the rows: they are asked for one by one, and made once. */
  private record Seen(State state, List<Loaded> answers, List<Fields> rows) {
    @SuppressWarnings("ReferenceEquality") // the same answer, not an equal one: comparing costs what this saves
    private boolean isOf(List<Loaded> others, State other) {
      ListState list = state.list();
      Map<String, String> drafts = state.desk().drafts();
      ListState now = other.list();
      boolean same = others.size() == answers.size() && list.filter().equals(now.filter())
          && list.order().equals(now.order()) && list.tab() == now.tab() && drafts.equals(other.desk().drafts());
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

  /** Which the server gives from the newest on. */
  WholeRows newestFirst() {
    isByAge = true;
    return this;
  }

  /** Of which the server leaves out by itself what does not pass the filter. */
  WholeRows filteredByServer() {
    isFilteredByServer = true;
    return this;
  }

  /** Of which a filter looks at more than the columns show. */
  WholeRows searchingToo(Function<Fields, String> text) {
    besides = text;
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
    List<Question> asked = questions.apply(state);
    long here = asked.stream().filter(question -> state.known(question).fields() != null).count();
    if (first != null && here < asked.size()) {
      return here * Topic.CHUNK + " of " + total + " here so far";
    }
    long most = (long) Lists.MOST_CHUNKS * Topic.CHUNK;
    return asked.size() >= Lists.MOST_CHUNKS && total > most
        ? "only the " + (isByAge ? "newest " : "first ") + most + " of " + total + " " + done(state.list())
        : "";
  }

  private String done(ListState list) {
    boolean isSearched = !isFilteredByServer && !list.filter().isEmpty();
    boolean isOrdered = list.order().column() >= 0;
    return (isSearched ? "searched" : "") + (isSearched && isOrdered ? " and " : "") + (isOrdered ? "ordered" : "");
  }

  @Override
  public Loaded loaded(State state) {
    return state.known(questions.apply(state).getFirst());
  }

  @SuppressWarnings("ReferenceEquality") // the same state: all its rows are asked for one by one
  private List<Fields> rows(State state) {
    Seen last = seen;
    if (last != null && last.state() == state) {
      return last.rows();
    }
    List<Loaded> answers = questions.apply(state).stream().map(state::known).toList();
    List<Fields> rows = last != null && last.isOf(answers, state) ? last.rows() : made(state, answers);
    seen = new Seen(state, answers, rows);
    return rows;
  }

  private List<Fields> unpacked(State state, Loaded answer) {
    Fields fields = answer.fields();
    return fields == null
        ? List.of()
        : unpacking.apply(state, fields).stream().filter(row -> keeps.test(state, row)).toList();
  }

  /** The rows of each answer with what they show; those of answers that were there before as they were then. */
  private List<List<Known>> known(State state, List<Loaded> answers) {
    boolean isShared = answers.size() > 1;
    IdentityHashMap<Fields, List<Known>> next = new IdentityHashMap<>();
    List<List<Known>> all = new ArrayList<>();
    for (Loaded answer : answers) {
      Fields fields = answer.fields();
      List<Known> before = fields == null || !isShared ? null : known.get(fields);
      List<Known> rows = before != null
          ? before
          : unpacked(state, answer).stream()
              .map(row -> new Known(row, Cell.text(cells, row, state.frame().now()) + besides.apply(row)))
              .toList();
      all.add(rows);
      if (fields != null) {
        next.put(fields, rows);
      }
    }
    known = next;
    return all;
  }

  private List<Fields> made(State state, List<Loaded> answers) {
    List<Fields> rows = new ArrayList<>();
    answers.forEach(answer -> rows.addAll(unpacked(state, answer)));
    noticing.accept(state, rows);
    if (!isFilteredByServer && !state.list().filter().isEmpty()) {
      rows.clear();
      Filter filter = Filter.of(state.list().filter());
      known(state, answers).forEach(
          some -> some.stream().filter(row -> filter.accepts(row.text())).map(Known::row).forEach(rows::add));
    }
    ListState.Order order = state.list().order().column() < 0 ? usual : state.list().order();
    if (order.column() >= 0 && order.column() < cells.size()) {
      return cells.get(order.column()).ordered(rows, order.isReversed());
    }
    return rows;
  }
}
