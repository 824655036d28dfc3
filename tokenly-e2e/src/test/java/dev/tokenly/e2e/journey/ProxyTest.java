package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenly proxy} as people start and stop it. */
class ProxyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PLAIN = "{\"model\":\"m\",\"messages\":[]}";
  private static final String STREAM =
      "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[]}";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Below where outgoing connections get theirs: between two starts of a proxy one could take its port. */
  private static int freePort() throws IOException {
    for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 10_000); port < 32_000; port++) {
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // The next one may be free.
      }
    }
    throw new IOException("no port from 20,000 to 32,000 is free");
  }

  private <T> HttpResponse<T> call(int port, String body, HttpResponse.BodyHandler<T> handler) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
    return http.send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(), handler);
  }

  /** Starts a proxy with one listener and waits until it listens. */
  private Program started(World world, ModelServer model, int port, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("proxy", "--listen", port + "=shop", "--upstream", model.address(), "--data-dir",
                data().toString()));
    arguments.addAll(List.of(more));
    return listening(world.start(arguments.toArray(String[]::new)));
  }

  private static Program listening(Program proxy) throws Exception {
    Waiting.until(
        PATIENCE, () -> !proxy.isAlive() || proxy.err().contains("Ctrl-C") || proxy.out().contains("Ctrl-C"),
        () -> proxy.out() + proxy.err());
    assertTrue(proxy.isAlive(), proxy::err);
    return proxy;
  }

  private Path data() {
    return folder.resolve("agent");
  }

  private static void terminate(Program program) {
    assertTrue(ProcessHandle.of(program.pid()).orElseThrow().destroy());
  }

  private List<String> spooled() throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.list(data().resolve("spool"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        lines.append(Files.readString(file));
      }
    }
    return lines.toString().lines().toList();
  }

  @Test
  void a_call_is_in_tail_within_two_seconds_of_its_end() throws Exception {
    try (World world = new World(folder); ModelServer model = new ModelServer()) {
      world.startServer();
      world.logIn();
      world.startAgent();
      world.approve();
      int port = freePort();
      try (Program _ = started(world, model, port); Program tail = world.start("tail", "--ndjson", "-n", "0")) {
        call(port, PLAIN, BodyHandlers.ofString()); // until the machine is approved and everything runs it may take longer
        Waiting.until(PATIENCE, () -> tail.out().contains("\n"), () -> tail.err() + world.agent().err());
        for (int number = 2; number < 12; number++) {
          String id = "chatcmpl-e2e-%012d".formatted(number);
          assertTrue(call(port, PLAIN, BodyHandlers.ofString()).body().contains(id));
          Waiting.until(Duration.ofSeconds(2), () -> tail.out().contains(id), () -> id + "\n" + tail.out());
        }
      } finally {
        world.agent().close();
      }
    }
  }

  @Test
  void a_stop_lets_streams_finish_and_takes_nothing_new() throws Exception {
    try (World world = new World(folder); ModelServer model = new ModelServer()) {
      int port = freePort();
      Program proxy = started(world, model, port);
      HttpResponse<InputStream> stream = call(port, STREAM, BodyHandlers.ofInputStream());
      assertEquals('d', stream.body().read());
      terminate(proxy);
      Waiting.until(PATIENCE, () -> isRefused(port), proxy::err);
      assertTrue(proxy.isAlive(), "it waits for the stream");
      model.finish();
      assertTrue(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8).endsWith("data: [DONE]\n\n"));
      assertEquals(0, proxy.finished().exit());
      assertEquals(1, spooled().size());
      assertTrue(spooled().getFirst().contains("\"usage_source\":\"provider_final"), spooled()::toString);
    }
  }

  @Test
  void a_stop_waits_no_longer_than_it_may_and_the_second_not_at_all() throws Exception {
    try (World world = new World(folder); ModelServer model = new ModelServer()) {
      int port = freePort();
      Program brief = started(world, model, port, "--drain", "1s");
      call(port, STREAM, BodyHandlers.ofInputStream());
      terminate(brief);
      assertEquals(0, brief.finished().exit());
      assertEquals(1, spooled().size());

      Program patient = started(world, model, port, "--drain", "10m");
      call(port, STREAM, BodyHandlers.ofInputStream());
      terminate(patient);
      Waiting.until(PATIENCE, () -> isRefused(port), patient::err);
      terminate(patient);
      assertEquals(143, patient.finished().exit());
      started(world, model, port).close();
      assertEquals(2, spooled().size(), "the cut call is recorded at the next start");
      assertTrue(spooled().getLast().contains("proxy_crash"), spooled()::toString);
    }
  }

  /** Asks for what is not counted. */
  private boolean isRefused(int port) throws Exception {
    HttpRequest models = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/models")).build();
    try {
      return http.send(models, BodyHandlers.discarding()).statusCode() == 503; // on a connection kept from before
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void a_budget_of_the_settings_file_is_kept_over_a_restart() throws Exception {
    try (World world = new World(folder); ModelServer model = new ModelServer()) {
      int port = freePort();
      Path settings =
          Files.writeString(
              folder.resolve("proxy.toml"),
              """
              [[listener]]
              port = %d
              service = "shop"
              upstream = "%s"
              budget = { tokens = 200, period = "day" }
              """
                  .formatted(port, model.address()));
      String[] arguments = {"proxy", "--config", settings.toString(), "--data-dir", data().toString()};
      try (Program _ = listening(world.start(arguments))) {
        assertEquals(200, call(port, PLAIN, BodyHandlers.ofString()).statusCode());
        assertEquals(200, call(port, PLAIN, BodyHandlers.ofString()).statusCode(), "110 of 200 tokens are used");
        assertUsedUp(port);
      }
      try (Program _ = listening(world.start(arguments))) {
        assertUsedUp(port);
      }
      assertFalse(spooled().isEmpty());
    }
  }

  private void assertUsedUp(int port) throws Exception {
    Waiting.until(
        PATIENCE, () -> call(port, PLAIN, BodyHandlers.ofString()).statusCode() == 429, () -> "no end of the budget");
    HttpResponse<String> refused = call(port, PLAIN, BodyHandlers.ofString());
    assertTrue(refused.body().contains("rate_limit_error"), refused::body);
    assertTrue(Integer.parseInt(refused.headers().firstValue("retry-after").orElseThrow()) <= 86_400);
  }
}
