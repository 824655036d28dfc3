package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ApiException;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
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
        "The same as JSON");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all());
  }

  @Override
  public ExitCode run(Context context) {
    String server = serverVersion(context);
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("client", version);
    versions.put("server", server == null ? "unknown" : server);
    versions.put("document_version", 1);
    versions.put("java", Runtime.version().toString());
    Output out = context.output(output);
    Answer answer = Answer.of(versions);
    out.document(
        VERSION,
        answer,
        () -> out.sheet(
            List.of(
                new Output.Line("tokenly", version, Kind.TEXT),
                new Output.Line("server", server == null ? "not asked or not reachable" : server, Kind.TEXT),
                new Output.Line("java", Runtime.version().toString(), Kind.TEXT))));
    if (server != null && server.contains(".") && !major(server).equals(major(version))) {
      context.say("warning: client and server are of different major versions");
    }
    return ExitCode.OK;
  }

  private static @Nullable String serverVersion(Context context) {
    try {
      return context.api().admin().status().fields().object("server").optionalText("version");
    } catch (ApiException _) {
      return null;
    }
  }

  private static String major(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }
}
