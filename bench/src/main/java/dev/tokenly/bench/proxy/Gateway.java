package dev.tokenly.bench.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between client and model: nothing, Tokenly's proxy, or another gateway, each a process of its own. */
final class Gateway implements AutoCloseable {
  /** The flags {@code tokenly proxy} runs with. */
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:+UseCompactObjectHeaders", "-Xlog:disable",
          "--enable-native-access=ALL-UNNAMED", "-Xms24m",
          "-Xmx88m", "-Xmn12m", "-XX:TrimNativeHeapInterval=2000",
          "-XX:MaxDirectMemorySize=40m", "-XX:ReservedCodeCacheSize=40m");

  private final String name;
  private final int port;
  private final @Nullable Process process;
  private final String headers;

  private Gateway(String name, int port, @Nullable Process process, String headers) {
    this.name = name;
    this.port = port;
    this.process = process;
    this.headers = headers;
  }

  static Gateway direct(int model) {
    return new Gateway("direct", model, null, "");
  }

  static Gateway tokenly(int model, Path data) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(FLAGS);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.tokenly.cli.Main", "proxy", "--listen",
            port + "=bench",
            "--upstream", "http://127.0.0.1:" + model, "--data-dir", data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return started("tokenly", port, builder, "");
  }

  /** Portkey's gateway from npm, in the folder it was installed to. */
  static Gateway portkey(int model, Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Path script = folder.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
    String headers =
        "x-portkey-provider: openai\r\nx-portkey-custom-host: http://127.0.0.1:" + model + "/v1\r\n";
    return started("portkey", port, new ProcessBuilder("node", script.toString(), "--headless", "--port=" + port),
        headers);
  }

  private static Gateway started(String name, int port, ProcessBuilder builder, String headers)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(name, ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int tries = 0; tries < 300; tries++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return new Gateway(name, port, process, headers);
      } catch (IOException _) {
        Thread.sleep(100);
      }
    }
    process.destroyForcibly();
    throw new IOException(name + " did not start: " + Files.readString(log));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  String headers() {
    return headers;
  }

  /** CPU time of the process so far, in microseconds; 0 where there is none. */
  long cpuMicros() throws IOException {
    if (process == null) {
      return 0;
    }
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000;
  }

  /** Resident memory now ({@code VmRSS}) or at its highest ({@code VmHWM}), in MB. */
  long residentMb(String which) throws IOException {
    if (process == null) {
      return 0;
    }
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(which + ":")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
      }
    }
    return 0;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }
}
