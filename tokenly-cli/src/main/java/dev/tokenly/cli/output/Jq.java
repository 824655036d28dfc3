package dev.tokenly.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenly.cli.complaint.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** jq built in: one expression over one document; loaded only when {@code --jq} is given. */
final class Jq {
  private Jq() {}

  /** The results, one a line; texts without quotes, as {@code jq -r} prints them. */
  static List<String> apply(String expression, byte[] document) {
    Scope scope = Scope.newEmptyScope();
    BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
    List<String> lines = new ArrayList<>();
    try {
      JsonNode input = new ObjectMapper().readTree(document);
      JsonQuery query = JsonQuery.compile(expression, Versions.JQ_1_6);
      query.apply(scope, input, result -> lines.add(result.isTextual() ? result.textValue() : result.toString()));
      return lines;
    } catch (JsonQueryException e) {
      String fix = "tokenly help formatting has examples";
      throw Complaint.usage("--jq: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), fix).raised(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
