package dev.tokenly.cli.output;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.terminal.Palette;
import dev.tokenly.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Gives an answer in the form that was asked for: the one way data reaches stdout. */
public final class Output {
  private final Terminal terminal;
  private final OutputOptions options;
  private final Form form;
  private final Palette palette;
  private final Clock clock;

  public Output(Terminal terminal, OutputOptions options, Preferences preferences, Clock clock) {
    this.terminal = terminal;
    this.options = options;
    this.form = options.form(preferences.form());
    this.palette = Palette.forOutput(terminal, preferences.color());
    this.clock = clock;
  }

  /** What settings say about output: the form and {@code --color}; null where they are silent. */
  public record Preferences(@Nullable String form, @Nullable String color) {}

  public Terminal terminal() {
    return terminal;
  }

  public Palette palette() {
    return palette;
  }

  public Clock clock() {
    return clock;
  }

  /** Whether a person reads this: a table was asked for and a terminal shows it. */
  public boolean isForPeople() {
    return isTable() && terminal.tty().out();
  }

  public boolean isTable() {
    return form == Form.TABLE || form == Form.WIDE;
  }

  public boolean isWide() {
    return form == Form.WIDE;
  }

  /** A list in the form asked for. */
  public void list(View view, Answer answer) {
    list(view, answer, null);
  }

  /** The same; {@code next} is the cursor of the rest of the list. */
  public void list(View view, Answer answer, @Nullable String next) {
    if (form == Form.JSON || form == Form.YAML) {
      byte[] rows = Envelope.slice(answer.bytes(), view.rows());
      if (!options.fields().isEmpty()) {
        rows = Envelope.selected(rows(view, answer), chosen(rows(view, answer), view.columns()));
      }
      document(new Envelope(view.name(), clock).around(rows, next));
    } else if (form == Form.NDJSON) {
      Envelope.lines(Envelope.slice(answer.bytes(), view.rows()), terminal.out());
    } else {
      rows(view, rows(view, answer));
    }
  }

  /** A document that is not a list: as it is for machines, its rows where a form needs rows, else drawn for people. */
  public void document(View view, Answer answer, Runnable people) {
    if (form == Form.JSON || form == Form.YAML) {
      byte[] data = answer.bytes();
      if (!options.fields().isEmpty()) {
        List<Map<String, Object>> one = List.of(answer.fields().values());
        byte[] array = Envelope.selected(one, chosen(one, view.columns()));
        data = Arrays.copyOfRange(array, 1, array.length - 1);
      }
      document(new Envelope(view.name(), clock).around(data, null));
    } else if (isTable()) {
      people.run();
    } else {
      list(view, answer);
    }
  }

  private List<String> chosen(List<? extends Map<String, ? extends @Nullable Object>> rows, List<Column> columns) {
    if (!options.fields().equals(List.of("?"))) {
      return options.fields();
    }
    SequencedSet<String> names = new LinkedHashSet<>();
    columns.forEach(column -> names.add(column.path()));
    rows.forEach(row -> names.addAll(row.keySet()));
    throw Complaint.usage(
        "the fields are " + String.join(", ", names), "--json=" + names.getFirst())
        .raised();
  }

  private void document(byte[] document) {
    String expression = options.jq();
    if (expression != null) {
      Jq.apply(expression, document).forEach(terminal::line);
    } else if (form == Form.YAML) {
      terminal.print(Yaml.of(document));
    } else {
      write(document);
    }
  }

  private void write(byte[] bytes) {
    try {
      terminal.out().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<? extends Map<String, ? extends @Nullable Object>> rows(View view, Answer answer) {
    List<Map<String, Object>> rows = new ArrayList<>();
    answer.fields().objects(view.rows()).forEach(row -> rows.add(row.values()));
    return rows;
  }

  /** Rows that are at hand already, as a list of this view. */
  public void list(View view, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(view.rows(), rows);
    list(view, Answer.of(object));
  }

  private void rows(View view, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    switch (form) {
      case CSV -> delimited(Delimited.csv(view.columns()), rows);
      case TSV -> delimited(Delimited.tsv(view.columns()), rows);
      case NAME -> rows.forEach(row -> terminal.line(Cells.exact(Cells.at(row, view.id()))));
      case TEMPLATE -> {
        String template = String.valueOf(options.template());
        rows.forEach(row -> terminal.line(Template.fill(template, row)));
      }
      case TABLE, WIDE, JSON, NDJSON, YAML -> table(view, rows);
    }
  }

  private void delimited(Delimited delimited, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    terminal.print(delimited.header());
    rows.forEach(row -> terminal.print(delimited.line(row)));
  }

  /** A table of rows, or the sentence for an empty list. */
  public void table(View view, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    if (rows.isEmpty()) {
      terminal.say(view.whenEmpty());
      return;
    }
    List<Column> columns =
        view.columns().stream().filter(column -> column.rank() < Column.WIDE || isWide()).toList();
    boolean human = terminal.tty().out();
    List<List<String>> cells = new ArrayList<>();
    for (Map<String, ? extends @Nullable Object> row : rows) {
      List<String> line = new ArrayList<>();
      for (Column column : columns) {
        Object value = column.kind() == Kind.MONEY && Cells.isUnpriced(row) ? null : Cells.at(row, column.path());
        line.add(human ? Cells.human(value, column.kind(), clock) : Cells.exact(value));
      }
      cells.add(line);
    }
    Table.Look look =
        new Table.Look(human && !isWide() ? terminal.columns() : 0, palette, terminal.isUnicode() ? "…" : "...");
    new Table(columns, cells).lines(look).forEach(terminal::line);
  }

  /** Labelled lines: what {@code show} commands print for people. */
  public void sheet(List<Line> lines) {
    int width = lines.stream().mapToInt(line -> TextWidth.of(line.label())).max().orElse(0);
    for (Line line : lines) {
      String label = line.label() + " ".repeat(width - TextWidth.of(line.label()));
      String value = terminal.tty().out() ? Cells.human(line.value(), line.kind(), clock) : Cells.exact(line.value());
      terminal.line(palette.dim(label) + "  " + value);
    }
  }

  /** One labelled line. */
  public record Line(String label, @Nullable Object value, Kind kind) {}
}
