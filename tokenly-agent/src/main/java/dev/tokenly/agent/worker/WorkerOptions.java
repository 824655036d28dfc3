package dev.tokenly.agent.worker;

import dev.tokenly.agent.link.ServerAddress;
import dev.tokenly.agent.place.Arguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the launcher tells a worker process at its start; the key is in a file, never among the arguments. */
public record WorkerOptions(
    ServerAddress server, String hostname, Path data, Path socket, @Nullable Path caFile, @Nullable Path policy,
    boolean human) {

  /** The command line of these options. */
  public List<String> toArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server=" + server, "--hostname=" + hostname, "--data-dir=" + data, "--socket=" + socket));
    if (caFile != null) {
      arguments.add("--ca-file=" + caFile);
    }
    if (policy != null) {
      arguments.add("--policy=" + policy);
    }
    if (human) {
      arguments.add("--human");
    }
    return arguments;
  }

  /** Reads such a command line. */
  public static WorkerOptions parse(List<String> arguments) {
    Arguments read =
        Arguments.parse(
            arguments,
            Set.of("--server", "--hostname", "--data-dir", "--socket", "--ca-file", "--policy"),
            Set.of("--human"));
    return new WorkerOptions(
        ServerAddress.parse(read.required("--server"), true), // the launcher has decided about plain http
        read.required("--hostname"),
        Path.of(read.required("--data-dir")),
        Path.of(read.required("--socket")),
        path(read.value("--ca-file")),
        path(read.value("--policy")),
        read.has("--human"));
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Path.of(text);
  }
}
