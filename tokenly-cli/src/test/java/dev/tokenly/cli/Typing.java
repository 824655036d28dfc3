package dev.tokenly.cli;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.cli.terminal.Tty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody at a command line: an environment, what they type, and what they see of it. */
final class Typing {
  final Map<String, String> env = new HashMap<>();
  private final Tty tty;
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();

  Typing(Path home, String server, Tty tty) {
    this.tty = tty;
    env.put("HOME", home.toString());
    env.put("PWD", home.toString());
    env.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    env.put("TERM", "xterm");
    env.put("COLUMNS", "100");
    env.put("LINES", "30");
    env.put("TOKENLY_SERVER", server);
    env.put("TOKENLY_TOKEN", "tkp_test");
    env.put("TOKENLY_TZ", "UTC");
  }

  ExitCode run(String... words) {
    out = new ByteArrayOutputStream();
    err = new ByteArrayOutputStream();
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), out, messages, tty, env);
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneOffset.UTC);
    return new Main(terminal, clock).run(List.of(words));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
