package dev.tokenly.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The full-screen view's figures in a terminal of 200 by 60, against a server with the demo's data: from the command to
 * the first frame, from a key to its frame, from page to page, memory, idle processor time, and bytes sent. Arguments: the
 * command (the checkout's {@code tokenly}), starts (10), idle seconds (60).
 */
public final class TuiBench {
  private static final int KEYS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String command;
  private final Path home;

  private TuiBench(String command, Path home) {
    this.command = command;
    this.home = home;
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    String command = Path.of(arguments.length > 0 ? arguments[0] : "tokenly").toAbsolutePath().toString();
    int starts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    int idle = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
    Path home = Files.createTempDirectory("tokenly-tui-bench");
    new TuiBench(command, home).run(starts, idle);
  }

  private void run(int starts, int idle) throws Exception {
    Process demo = process(List.of(command, "demo", "--keep", "--port", "17171"));
    try {
      new Terminal(demo).await("Ctrl-C ends it", System.nanoTime());
      List<Double> frames = new ArrayList<>();
      List<Double> dashboards = new ArrayList<>();
      for (int start = 0; start <= starts; start++) {
        try (Terminal terminal = open()) {
          double frame = terminal.await("Tokenly", terminal.started);
          double dashboard = terminal.await("budget a day|last $", terminal.started);
          if (start > 0) {
            frames.add(frame);
            dashboards.add(dashboard);
          }
          terminal.type("q");
        }
      }
      System.out.println("first frame ms        " + spread(frames));
      System.out.println("whole dashboard ms    " + spread(dashboards));
      session(idle);
    } finally {
      demo.destroy();
      demo.waitFor(20, TimeUnit.SECONDS);
    }
  }

  private void session(int idle) throws Exception {
    try (Terminal terminal = open()) {
      terminal.await("last $", terminal.started);
      Thread.sleep(Duration.ofSeconds(idle / 2));
      long pid = terminal.program();
      long ticks = ticks(pid);
      terminal.forget();
      long most = 0;
      for (int second = 0; second < idle; second++) {
        long before = terminal.bytes();
        Thread.sleep(Duration.ofSeconds(1));
        most = Math.max(most, terminal.bytes() - before);
      }
      System.out.printf("idle CPU %%            %.2f of a core over %d s%n", (ticks(pid) - ticks) / (double) idle,
          idle);
      System.out.printf("bytes, dashboard      %.0f a second, most in one second %d%n",
          terminal.bytes() / (double) idle, most);
      terminal.type("7");
      terminal.await("[7 Config]", System.nanoTime());
      terminal.type("2");
      terminal.await("[2 Clients]", System.nanoTime());
      Thread.sleep(Duration.ofSeconds(3));
      terminal.type("p");
      terminal.await("PAUSED", System.nanoTime());
      pages(terminal);
      keys(terminal);
      System.out.println("resident MB           " + resident(pid));
      terminal.type("q");
    }
  }

  private static void pages(Terminal terminal) throws Exception {
    List<Double> times = new ArrayList<>();
    for (int turn = 0; turn < KEYS; turn++) {
      terminal.forget();
      long at = System.nanoTime();
      terminal.type(turn % 2 == 0 ? "7" : "2");
      times.add(terminal.await(turn % 2 == 0 ? "[7 Config]" : "[2 Clients]", at));
      Thread.sleep(Duration.ofMillis(60));
    }
    System.out.println("page to page ms       " + spread(times));
  }

  private static void keys(Terminal terminal) throws Exception {
    List<Double> times = new ArrayList<>();
    terminal.type("7");
    terminal.await("[7 Config]", System.nanoTime());
    Thread.sleep(Duration.ofMillis(200));
    for (int turn = 0; turn < KEYS; turn++) {
      terminal.forget();
      long at = System.nanoTime();
      terminal.type(turn % 2 == 0 ? "j" : "k");
      times.add(terminal.await("", at));
      Thread.sleep(Duration.ofMillis(60));
    }
    System.out.println("key to frame ms       " + spread(times));
  }

  private static String spread(List<Double> times) {
    List<Double> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    double worst = sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(sorted.size() * 0.95) - 1));
    return "p50 %.1f  p95 %.1f  max %.1f  (%d)"
        .formatted(sorted.get(sorted.size() / 2), worst, sorted.getLast(), sorted.size());
  }

  private Process process(List<String> words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(Map.of("HOME", home.toString(), "LANG", "C.UTF-8", "TERM", "xterm-256color"));
    builder.environment().remove("XDG_CONFIG_HOME");
    return builder.start();
  }

  private Terminal open() throws IOException {
    String inside = "stty rows 60 cols 200; exec '" + command + "' tui --profile demo";
    return new Terminal(process(List.of("script", "-qfec", inside, "/dev/null")));
  }

  private static long ticks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** A program with what it printed; a pseudo terminal is made by {@code script}, whose few milliseconds are in the figures. */
  private static final class Terminal implements AutoCloseable {
    private final Process process;
    private final long started = System.nanoTime();
    private final StringBuilder printed = new StringBuilder();
    private long bytes;

    Terminal(Process process) {
      this.process = process;
      Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
      byte[] chunk = new byte[1 << 16];
      try (InputStream in = process.getInputStream()) {
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
          synchronized (printed) {
            printed.append(new String(chunk, 0, read, StandardCharsets.UTF_8));
            bytes += read;
            printed.notifyAll();
          }
        }
      } catch (IOException _) {
        // It has ended.
      }
    }

    /** Waits for one of the texts (anything when empty) and answers the milliseconds since a moment. */
    double await(String texts, long since) throws InterruptedException {
      synchronized (printed) {
        while (!has(texts)) {
          if (System.nanoTime() - since > PATIENCE.toNanos()) {
            throw new IllegalStateException("never came: " + texts + " in " + printed);
          }
          printed.wait(200);
        }
        return (System.nanoTime() - since) / 1e6;
      }
    }

    private boolean has(String texts) {
      for (String text : texts.split("\\|", -1)) {
        if (text.isEmpty() ? !printed.isEmpty() : printed.indexOf(text) >= 0) {
          return true;
        }
      }
      return false;
    }

    void forget() {
      synchronized (printed) {
        printed.setLength(0);
        bytes = 0;
      }
    }

    long bytes() {
      synchronized (printed) {
        return bytes;
      }
    }

    void type(String keys) throws IOException {
      process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    /** The process of the view itself, below {@code script}. */
    long program() {
      return process.descendants()
          .filter(each -> each.info().command().map(name -> name.endsWith("java")).orElse(false))
          .findFirst()
          .orElseThrow()
          .pid();
    }

    @Override
    public void close() {
      try {
        process.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      process.destroy();
    }
  }
}
