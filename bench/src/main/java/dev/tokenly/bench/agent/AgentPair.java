package dev.tokenly.bench.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A launcher with its worker, started as a checkout starts it, and what {@code /proc} says of them. */
final class AgentPair implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xms4m", "-Xmx10m", "-Xmn1m",
          "-XX:TrimNativeHeapInterval=5000", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0",
          "-Xlog:disable", "--enable-native-access=ALL-UNNAMED");

  private final Process launcher;

  /** {@code TOKENLY_COMMAND} names another tokenly to start, such as a package's. */
  AgentPair(Path folder, int port) throws IOException {
    List<String> command = new ArrayList<>(program());
    command.addAll(
        List.of(
            "--server", "http://127.0.0.1:" + port, "--data-dir", folder.resolve("data").toString(), "--hostname",
            "bench"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME", Files.createDirectories(folder.resolve("home")).toString(), "MALLOC_ARENA_MAX", "1",
                "PATH", System.getenv("PATH"), "TOKENLY_NO_BUILD", "1"));
    launcher = builder.redirectErrorStream(true).redirectOutput(folder.resolve("agent.out").toFile()).start();
  }

  private static List<String> program() {
    String given = System.getenv("TOKENLY_COMMAND");
    if (given != null) {
      return List.of(given, "agent");
    }
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tokenly.agent.launcher.LauncherMain"));
    return command;
  }

  boolean hasWorker() {
    return launcher.children().findAny().isPresent();
  }

  /** What a process holds and uses. */
  record Usage(long rssKb, long pssKb, long ticks) {
    static Usage of(long pid) throws IOException {
      long rss = 0;
      long pss = 0;
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
        rss = line.startsWith("Rss:") ? Long.parseLong(line.replaceAll("\\D+", "")) : rss;
        pss = line.startsWith("Pss:") ? Long.parseLong(line.replaceAll("\\D+", "")) : pss;
      }
      String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceAll(".*\\) ", "").split(" ", -1);
      return new Usage(rss, pss, Long.parseLong(stat[11]) + Long.parseLong(stat[12]));
    }

    String memory() {
      return "%.1f MB RSS, %.1f MB PSS".formatted(rssKb / 1024.0, pssKb / 1024.0);
    }

    /** Of one core, since an earlier look. */
    String cpuSince(Usage before, double seconds) {
      return "%.2f %% of a core".formatted((ticks - before.ticks) / seconds);
    }
  }

  Usage launcher() throws IOException {
    return Usage.of(launcher.pid());
  }

  Usage worker() throws IOException {
    return Usage.of(launcher.children().findAny().orElseThrow().pid());
  }

  @Override
  public void close() {
    launcher.destroy();
    try {
      launcher.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
