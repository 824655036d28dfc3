package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ApiException;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.cli.session.Compatibility;
import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly version}: this program, the server, and what both run on. */
final class VersionCommand implements Command {
  private static final View VERSION = new View("version", "", "client", "", List.of());
  private final OutputOptions output = new OutputOptions();
  private final String version;

  VersionCommand(String version) {
    this.version = version;
  }

  @Override
  public Manual manual() {
    return Manual.of(
        "version",
        "The versions of this program and of the server",
        "Names both and says so when they do not fit together. tokenly --version asks nobody.",
        "tokenly version",
        "Both versions",
        "tokenly version -o json",
        "The same as JSON",
        "tokenly version --jq .data.server",
        "Only the server's");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all());
  }

  @Override
  public ExitCode run(Context context) {
    Fields status = status(context);
    String server = at(status, "server.version");
    Map<String, @Nullable Object> versions = new LinkedHashMap<>();
    versions.put("client", version);
    versions.put("java", Runtime.version().toString());
    versions.put("server", server);
    versions.put("server_java", at(status, "server.java"));
    versions.put("schema", status == null ? null : Cells.at(status.values(), "storage.schema_version"));
    versions.put("duckdb", at(status, "storage.engine_version"));
    versions.put("document_version", 1);
    Output out = context.output(output);
    out.document(VERSION, Answer.of(versions), () -> out.sheet(lines(versions)));
    if (server != null && !Compatibility.fits(version, server)) {
      context.say("warning: client and server are of different major versions");
    }
    return ExitCode.OK;
  }

  private static List<Output.Line> lines(Map<String, @Nullable Object> versions) {
    List<Output.Line> lines = new ArrayList<>();
    lines.add(new Output.Line("tokenly", versions.get("client"), Kind.TEXT));
    lines.add(new Output.Line("java", versions.get("java"), Kind.TEXT));
    boolean isKnown = versions.get("server") != null;
    lines.add(new Output.Line("server", isKnown ? versions.get("server") : "not reachable, or no login", Kind.TEXT));
    if (isKnown) {
      lines.add(new Output.Line("  java", versions.get("server_java"), Kind.TEXT));
      lines.add(new Output.Line("  schema", versions.get("schema"), Kind.TEXT));
      lines.add(new Output.Line("  duckdb", versions.get("duckdb"), Kind.TEXT));
    }
    return lines;
  }

  private static @Nullable String at(@Nullable Fields status, String path) {
    Object value = status == null ? null : Cells.at(status.values(), path);
    return value == null ? null : value.toString();
  }

  private static @Nullable Fields status(Context context) {
    try {
      return context.api().admin().status().fields();
    } catch (ApiException _) {
      return null;
    }
  }
}
