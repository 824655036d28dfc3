package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.cli.terminal.Tty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The compose file of the documentation holds command lines the program takes, and they mean what its comment says. */
class ProxyComposeTest {
  private static final Path COMPOSE = Path.of("../docs/proxy-compose.yaml");

  @TempDir private Path home;

  private static List<String> command(String service) throws Exception {
    Object file = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(COMPOSE));
    List<?> words = (List<?>) at(at(at(file, "services"), service), "command");
    return words.stream().map(String::valueOf).toList();
  }

  private static Object at(Object map, String key) {
    return Objects.requireNonNull(((Map<?, ?>) map).get(key), () -> COMPOSE + " has no " + key);
  }

  @Test
  void the_proxy_listens_at_a_port_for_each_service() throws Exception {
    List<String> words = new ArrayList<>(command("tokenly-proxy"));
    words.add("--check");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(new ByteArrayInputStream(new byte[0]), out, messages, Tty.NONE, Map.of("HOME", home.toString()));
    assertEquals(ExitCode.OK, new Main(terminal, Clock.systemUTC()).run(words), err::toString);
    String means = out.toString(StandardCharsets.UTF_8);
    for (String listener : List.of("8081  open-webui", "8082  perplexica", "8083  openclaw", "8084  litellm",
        "8085  n8n")) {
      assertTrue(means.contains("0.0.0.0:" + listener + "  ->  http://llama-server:8080  provider local"), means);
    }
    assertTrue(means.contains("records  /data/spool"), means);
  }

  @Test
  void the_agent_reads_the_folder_the_proxy_writes_to() throws Exception {
    List<String> agent = command("tokenly-agent");
    assertEquals("agent", agent.getFirst());
    assertEquals("/data", agent.get(agent.indexOf("--data-dir") + 1));
    assertTrue(command("tokenly-proxy").contains("--data-dir=/data"));
  }
}
