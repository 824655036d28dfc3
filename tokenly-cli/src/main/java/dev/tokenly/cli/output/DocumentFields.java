package dev.tokenly.cli.output;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Nearest;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields a document has, as its published schema ({@code docs/json/}) names them: what {@code --json=a,b} may choose
 * from. The schema is only read for a name that no row has, so knowing them costs an answer nothing.
 */
final class DocumentFields {
  private final View view;
  private @Nullable Map<?, ?> read;

  DocumentFields(View view) {
    this.view = view;
  }

  /** The names of the outermost fields, those the rows at hand have included. */
  SequencedSet<String> names(List<? extends Map<String, ? extends @Nullable Object>> rows) {
    SequencedSet<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    properties(schema()).keySet().forEach(name -> names.add(String.valueOf(name)));
    view.columns().stream().filter(_ -> !view.rows().isEmpty()).forEach(column -> names.add(column.path()));
    return names;
  }

  /** Throws a usage complaint that names the fields there are when one of those wanted is none of them. */
  void require(List<String> wanted, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    for (String name : wanted) {
      boolean known =
          rows.stream().anyMatch(row -> Cells.at(row, name) != null)
              || view.columns().stream().anyMatch(column -> column.path().equals(name))
              || isDocumented(name, rows.isEmpty());
      if (!known) {
        throw unknown(name, List.copyOf(names(rows))).raised();
      }
    }
  }

  private static Complaint unknown(String name, List<String> names) {
    String near = Nearest.to(name, names);
    String known = "the fields are " + String.join(", ", names);
    return Complaint.usage(
        "there is no field \"" + Display.clean(name) + "\" in this document",
        near == null ? known : "did you mean " + near + "? " + known);
  }

  /** Whether the schema has the path, or leaves open at some step of it what there is. */
  private boolean isDocumented(String path, boolean unlessClosed) {
    Map<?, ?> at = schema();
    if (properties(at).isEmpty()) {
      return unlessClosed;
    }
    for (String name : path.split("\\.", -1)) {
      if (!(properties(at).get(name) instanceof Map<?, ?> below)) {
        Object more = at.get("additionalProperties");
        return more != null && !more.equals(false);
      }
      at = below;
    }
    return true;
  }

  private static Map<?, ?> properties(Map<?, ?> schema) {
    return schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
  }

  /** The schema of one row, or of the data where they are no list; empty where none is published. */
  private Map<?, ?> schema() {
    Map<?, ?> known = read;
    if (known == null) {
      known = published(view.name());
      read = known;
    }
    return known;
  }

  private static Map<?, ?> published(String name) {
    try (InputStream file = DocumentFields.class.getResourceAsStream("/json/" + name + ".schema.json")) {
      if (file == null) {
        return Map.of();
      }
      Map<String, Object> whole = Fields.parse(file.readAllBytes()).values();
      Object row = Cells.at(whole, "properties.data.items");
      return (row == null ? Cells.at(whole, "properties.data") : row) instanceof Map<?, ?> found ? found : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
