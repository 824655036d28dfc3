package dev.tokenly.cli.output;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.terminal.Palette;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives an answer in the form that was asked for: the one way data reaches stdout. */
public final class Output {
  private final Terminal terminal;
  private final OutputOptions options;
  private final Form form;
  private final Palette palette;
  private final Clock clock;
  private final boolean inLines;

  /** The clock's zone is that of the times in tables. */
  public Output(Terminal terminal, OutputOptions options, Preferences preferences, Clock clock) {
    this(terminal, options, options.form(preferences.form(), terminal.tty().out()),
        Palette.forOutput(terminal, preferences.color()), clock, false);
  }

  private Output(
      Terminal terminal, OutputOptions options, Form form, Palette palette, Clock clock, boolean inLines) {
    this.terminal = terminal;
    this.options = options;
    this.form = form;
    this.palette = palette;
    this.clock = clock;
    this.inLines = inLines;
  }

  /** The same with a line for each row of a table, however narrow the terminal. */
  Output inLines() {
    return new Output(terminal, options, form, palette, clock, true);
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

  /** Whether a program gets the cells of rows, not the document. */
  public boolean isCells() {
    return form == Form.CSV || form == Form.TSV || form == Form.TEMPLATE;
  }

  boolean isJson() {
    return form == Form.JSON;
  }

  public boolean isNdjson() {
    return form == Form.NDJSON;
  }

  /** Whether nothing can be shown before everything is there. */
  boolean needsWhole() {
    return form == Form.YAML || (isJson() && (options.jq() != null || !options.fields().isEmpty()));
  }

  Envelope envelope(View view) {
    return new Envelope(view.name(), clock);
  }

  /** A list in the form asked for. */
  public void list(View view, Answer answer) {
    list(view, answer, null);
  }

  /** The same; {@code next} is the cursor of the rest of the list. */
  public void list(View view, Answer answer, @Nullable String next) {
    if (options.listsFields()) {
      fields(view, rows(view, answer));
    } else if (isJson() || form == Form.YAML) {
      byte[] rows = Envelope.slice(answer.bytes(), view.rows());
      if (!options.fields().isEmpty()) {
        rows = chosen(view, rows(view, answer));
      }
      document(envelope(view).around(rows, next));
    } else if (form == Form.NDJSON) {
      Rows.of(answer, view.rows()).forEach(this::ndjson);
    } else {
      rows(view, rows(view, answer), new ArrayList<>(), true);
    }
  }

  /** A document that is not a list: as it is for machines, its rows where a form needs rows, else drawn for people. */
  public void document(View view, Answer answer, Runnable people) {
    if (options.listsFields()) {
      fields(view, List.of(answer.fields().values()));
    } else if (isJson() || form == Form.YAML) {
      byte[] data = answer.bytes();
      if (!options.fields().isEmpty()) {
        byte[] array = chosen(view, List.of(answer.fields().values()));
        data = Arrays.copyOfRange(array, 1, array.length - 1);
      }
      document(envelope(view).around(data, null));
    } else if (isTable()) {
      people.run();
    } else if (!view.rows().isEmpty()) {
      list(view, answer);
    } else {
      single(view, answer);
    }
  }

  /** One thing where a form wants rows: its values by their paths, a row each; in forms of whole objects, itself. */
  private void single(View view, Answer answer) {
    Map<String, @Nullable Object> leaves = Leaves.of(answer.fields().values());
    switch (form) {
      case NDJSON -> Rows.of(Rows.array(List.of(answer.bytes()))).forEach(this::ndjson);
      case NAME -> terminal.line(Cells.exact(view.id().isEmpty() ? first(leaves) : leaves.get(view.id())));
      case TEMPLATE -> filled(view, List.of(answer.fields().values()));
      case CSV, TSV, TABLE, WIDE, JSON, YAML -> {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        leaves.forEach((path, value) -> rows.add(pair(path, value)));
        List<Column> columns = List.of(Column.text("FIELD", "field"), Column.text("VALUE", "value"));
        rows(new View(view.name(), "", "field", "", columns), rows, new ArrayList<>(), true);
      }
    }
  }

  private static @Nullable Object first(Map<String, @Nullable Object> leaves) {
    return leaves.values().stream().findFirst().orElse(null);
  }

  private static Map<String, @Nullable Object> pair(String path, @Nullable Object value) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("field", path);
    row.put("value", value);
    return row;
  }

  /** Whether the names of the fields are asked for, not their values. */
  public boolean listsFields() {
    return options.listsFields();
  }

  /** {@code --json=?}: the names of the fields, a line each. */
  public void fields(View view, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    new DocumentFields(view).names(rows).forEach(name -> terminal.line(Cells.exact(name)));
  }

  private byte[] chosen(View view, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    new DocumentFields(view).require(options.fields(), rows);
    return Envelope.selected(rows, options.fields());
  }

  /** Complains of fields named that a document will not have, for a command that changes something first. */
  public void requireFields(View view) {
    DocumentFields fields = new DocumentFields(view);
    fields.require(options.fields(), List.of());
    if (form == Form.TEMPLATE) {
      fields.require(Template.fields(String.valueOf(options.template())), List.of());
    }
  }

  private void document(byte[] document) {
    String expression = options.jq();
    if (expression != null) {
      Jq.apply(expression, document).forEach(line -> terminal.line(Harmless.lines(line)));
    } else if (form == Form.YAML) {
      terminal.print(Harmless.yaml(Yaml.of(document)));
    } else {
      write(Harmless.json(document));
    }
  }

  /** Whether each thing is shown as an object of its own. */
  boolean isObjects() {
    return isJson() || isNdjson() || form == Form.YAML;
  }

  /** One object of a stream, with the fields chosen. */
  void object(View view, Map<String, ? extends @Nullable Object> row) {
    byte[] json = JsonText.write(row).getBytes(StandardCharsets.UTF_8);
    if (!options.fields().isEmpty()) {
      byte[] array = chosen(view, List.of(row));
      json = Arrays.copyOfRange(array, 1, array.length - 1);
    }
    String expression = options.jq();
    if (expression != null) {
      Jq.apply(expression, json).forEach(line -> terminal.line(Harmless.lines(line)));
    } else if (form == Form.YAML) {
      terminal.print("---\n" + Harmless.yaml(Yaml.of(json)));
    } else {
      ndjson(json);
    }
  }

  String ellipsis() {
    return terminal.isUnicode() ? "…" : "...";
  }

  void ndjson(byte[] object) {
    write(Harmless.json(object));
    terminal.print("\n");
  }

  void write(byte[] bytes) {
    try {
      terminal.out().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<? extends Map<String, ? extends @Nullable Object>> rows(View view, Answer answer) {
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

  /** Rows of one page: with the titles when it is the first, and at least as wide as those before. */
  void rows(
      View view,
      List<? extends Map<String, ? extends @Nullable Object>> rows,
      List<Integer> widths,
      boolean isFirst) {
    switch (form) {
      case CSV -> delimited(Delimited.csv(view.columns()), rows, isFirst);
      case TSV -> delimited(Delimited.tsv(view.columns()), rows, isFirst);
      case NAME -> rows.forEach(row -> terminal.line(Cells.exact(Cells.at(row, view.id()))));
      case TEMPLATE -> filled(view, rows);
      case TABLE, WIDE, JSON, NDJSON, YAML -> paper().table(view, rows, widths, isFirst);
    }
  }

  private void filled(View view, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    String template = String.valueOf(options.template());
    new DocumentFields(view).require(Template.fields(template), rows);
    rows.forEach(row -> terminal.line(Template.fill(template, row)));
  }

  private void delimited(
      Delimited delimited, List<? extends Map<String, ? extends @Nullable Object>> rows, boolean isFirst) {
    terminal.print(isFirst ? delimited.header() : "");
    rows.forEach(row -> terminal.print(delimited.line(row)));
  }

  /** A table of rows, or the sentence for an empty list. */
  public void table(View view, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    paper().table(view, rows, new ArrayList<>(), true);
  }

  /** Labelled lines: what {@code show} commands print for people. */
  public void sheet(List<Line> lines) {
    paper().sheet(lines);
  }

  private Paper paper() {
    return new Paper(terminal, palette, clock, isWide(), inLines);
  }

  /** One labelled line. */
  public record Line(String label, @Nullable Object value, Kind kind) {}
}
