package dev.tokenly.cli.output;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that choose the form of an answer. */
public final class OutputOptions {
  private final Option<String> output =
      Option.oneOf("--output -o", "FORM", Form.NAMES, "Form of the answer");
  private final Option<String> json =
      Option.bare("--json", "FIELDS", "One JSON document; --json=a,b keeps those fields, --json=? lists them");
  private final Option<Boolean> ndjson = Option.flag("--ndjson", "One JSON object a line");
  private final Option<Boolean> csv = Option.flag("--csv", "CSV (RFC 4180) with a header");
  private final Option<String> jq = Option.text("--jq", "EXPR", "Filter the JSON document with a jq expression");
  private final Option<String> template =
      Option.text("--template", "TEXT", "One line a row, e.g. '{{name}} {{value}}'");
  private final Option<String> watch =
      Option.bare("--watch", "INTERVAL",
          "Ask again and again, every 2 s or as told (--watch=10s); in a pipe as NDJSON");

  public List<Option<?>> all() {
    return List.of(output, json, ndjson, csv, jq, template, watch);
  }

  /** The form chosen; {@code preferred} is the setting {@code output}. Watching into a pipe is a stream of objects. */
  Form form(@Nullable String preferred, boolean isForPeople) {
    if (json.find() != null || jq.find() != null) {
      return Form.JSON;
    }
    if (ndjson.or(false)) {
      return Form.NDJSON;
    }
    if (csv.or(false)) {
      return Form.CSV;
    }
    if (template.find() != null) {
      return Form.TEMPLATE;
    }
    String named = output.find();
    if ("template".equals(named)) {
      throw Complaint.usage("missing --template", "give --template '{{FIELD}} {{FIELD}}'").raised();
    }
    String wanted = named != null ? named : preferred;
    return wanted != null ? Form.named(wanted) : watch.find() != null && !isForPeople ? Form.NDJSON : Form.TABLE;
  }

  /** The fields {@code --json=a,b} names; none for all of them. */
  List<String> fields() {
    String names = json.or("");
    return names.isEmpty() ? List.of() : List.of(names.split(","));
  }

  /** Whether {@code --json=?} asks for the names of the fields. */
  boolean listsFields() {
    return json.or("").equals("?");
  }

  @Nullable
  String jq() {
    return jq.find();
  }

  @Nullable
  String template() {
    return template.find();
  }

  /** The pause between two looks, as typed; empty for the default, null when not watching. */
  public @Nullable String watch() {
    return watch.find();
  }
}
