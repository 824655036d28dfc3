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
    ServerAddress server, String hostname, Path data, Path socket, Rights rights, boolean human) {

  /** A private CA trusted in place of the public ones, the machine's policy, and whether every home is read or one's own. */
  public record Rights(@Nullable Path caFile, @Nullable Path policy, boolean everyHome) {}

  /** The command line of these options. */
  public List<String> toArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server=" + server, "--hostname=" + hostname, "--data-dir=" + data, "--socket=" + socket));
    if (rights.caFile != null) {
      arguments.add("--ca-file=" + rights.caFile);
    }
    if (rights.policy != null) {
      arguments.add("--policy=" + rights.policy);
    }
    if (rights.everyHome) {
      arguments.add("--every-home");
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
            Set.of("--every-home", "--human"));
    return new WorkerOptions(
        ServerAddress.parse(read.required("--server"), true), // the launcher has decided about plain http
        read.required("--hostname"),
        Path.of(read.required("--data-dir")),
        Path.of(read.required("--socket")),
        new Rights(path(read.value("--ca-file")), path(read.value("--policy")), read.has("--every-home")),
        read.has("--human"));
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Path.of(text);
  }
}
