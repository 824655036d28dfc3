package dev.tokenly.cli.output;

import dev.tokenly.cli.complaint.Complaint;
import java.util.List;
import java.util.Locale;

/** The forms an answer can be given in. */
public enum Form {
  TABLE,
  WIDE,
  JSON,
  NDJSON,
  CSV,
  TSV,
  YAML,
  NAME,
  TEMPLATE;

  /** The names {@code --output} takes. */
  public static final List<String> NAMES =
      List.of("table", "wide", "json", "ndjson", "csv", "tsv", "yaml", "name", "template");

  static Form named(String name) {
    if (!NAMES.contains(name)) {
      throw Complaint.usage("--output cannot be " + name, "one of " + String.join(", ", NAMES)).raised();
    }
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
