package dev.tokenly.server.ledger;

import dev.tokenly.model.access.Permission;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.price.CostSource;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.analytics.Analytics;
import dev.tokenly.server.analytics.Sources;
import dev.tokenly.server.budgets.BudgetsRoom;
import dev.tokenly.server.care.CareRoom;
import dev.tokenly.server.care.RetentionDesk;
import dev.tokenly.server.events.Events;
import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.Caller;
import dev.tokenly.server.http.HttpServer;
import dev.tokenly.server.http.Limits;
import dev.tokenly.server.http.Route;
import dev.tokenly.server.ingest.Ingest;
import dev.tokenly.server.ingest.IngestLimits;
import dev.tokenly.server.ingest.upload.UploadLimits;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import dev.tokenly.store.usage.AppendResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A real HTTP server over a real ledger: uploads in, answers out; every host is approved, every caller may do all. */
final class Ledger implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final IngestLimits LIMITS = new IngestLimits(new UploadLimits(50, 0), 10_000_000, Duration.ofDays(7));
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pricer REPORTED = usage -> usage.reportedCost() == null
      ? Pricing.UNKNOWN
      : new Pricing(null, usage.reportedCost().amount(), CostSource.REPORTED, null);

  final Store store;
  final List<AppendResult> commits = new CopyOnWriteArrayList<>();
  final Ingest ingest;
  final BudgetsRoom budgets;
  final CareRoom care;
  final MovingClock clock = new MovingClock(NOW);
  private final HttpServer server;

  Ledger(Path folder) throws IOException {
    this(folder, open(folder));
  }

  static Store open(Path folder) {
    return new DuckDbStoreFactory().open(folder, new StoreOptions(512, Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  Ledger(Path folder, Store store) throws IOException {
    this.store = store;
    register(store);
    Administration administration = new Administration(store.admin(), clock);
    Events events = new Events(clock);
    budgets =
        new BudgetsRoom(
            administration, store.usage().ask(), events,
            new BudgetsRoom.Delivery(() -> Optional.of("secret"), folder.resolve("notifiers")));
    care =
        CareRoom.over(
            administration, store.usage(), REPORTED, new RetentionDesk.Defaults(() -> 90, () -> 730), folder, clock,
            _ -> {});
    Consumer<AppendResult> onCommit =
        committed -> {
          commits.add(committed);
          budgets.usageStored();
        };
    Ingest.Neighbours neighbours =
        new Ingest.Neighbours(store, administration, REPORTED, (hostname, request) -> "id-" + hostname, () -> LIMITS,
            clock);
    ingest =
        Ingest.open(folder, neighbours, new Ingest.Listeners(onCommit, failure -> Runtime.getRuntime().halt(74)));
    Analytics analytics =
        Analytics.over(new Sources(store.usage().ask(), () -> store.admin().read(a -> a.clients().hostnames()), clock),
            name -> 200_000);
    server =
        HttpServer.start(
            routes(analytics),
            new HttpServer.Listener("127.0.0.1", 0, Limits.DEFAULT, Set.of()),
            new HttpServer.Surroundings(
                (request, access) -> new Caller("ann", "super_admin", Set.of(Permission.values()),
                    new Caller.Credential.Session("s")),
                clock,
                (a, b, c) -> {}));
  }

  private static void register(Store store) {
    store.admin().change(
        admin -> {
          for (int i = 1; i <= 3; i++) {
            Client.Times times = new Client.Times(NOW, NOW, null);
            admin.clients().put(
                new Client("id-web-" + i, "web-" + i, null, null, Client.Standing.PENDING, null, times));
          }
          return true;
        });
  }

  private List<Route> routes(Analytics analytics) {
    return List.of(
        Route.get("/export", Access.SIGNED_IN, care.export()),
        Route.post("/import", Access.SIGNED_IN, care.importing()),
        Route.get("/retention", Access.SIGNED_IN, care.retention()::show),
        Route.put("/retention/policy", Access.SIGNED_IN, care.retention()::setPolicy),
        Route.post("/retention/apply", Access.SIGNED_IN, care.retention()::apply),
        Route.post("/storage/optimize", Access.SIGNED_IN, care.storage()::optimize),
        Route.post("/storage/verify", Access.SIGNED_IN, care.storage()::verify),
        Route.get("/backup", Access.SIGNED_IN, care.storage()::list),
        Route.post("/backup", Access.SIGNED_IN, care.storage()::backup),
        Route.get("/budgets", Access.SIGNED_IN, budgets::list),
        Route.post("/budgets", Access.SIGNED_IN, budgets::create),
        Route.put("/budgets/:name", Access.SIGNED_IN, budgets::edit),
        Route.delete("/budgets/:name", Access.SIGNED_IN, budgets::delete),
        Route.get("/notifications", Access.SIGNED_IN, budgets::notifications),
        Route.post("/notifications/:id/retry", Access.SIGNED_IN, budgets::retry),
        Route.delete("/notifications/:id", Access.SIGNED_IN, budgets::discard),
        Route.post("/ingest", Access.AGENT, ingest.upload()),
        Route.get("/files", Access.SIGNED_IN, ingest.files()::list),
        Route.get("/files/:id", Access.SIGNED_IN, ingest.files()::show),
        Route.get("/files/:id/content", Access.SIGNED_IN, ingest.files()::content),
        Route.post("/files/:id/retry", Access.SIGNED_IN, ingest.files()::retry),
        Route.delete("/files/:id", Access.SIGNED_IN, ingest.files()::discard),
        Route.get("/summary", Access.SIGNED_IN, analytics.core().summary()),
        Route.get("/trend", Access.SIGNED_IN, analytics.core().trend()),
        Route.get("/top", Access.SIGNED_IN, analytics.core().top()),
        Route.get("/cost-breakdown", Access.SIGNED_IN, analytics.core().costBreakdown()),
        Route.get("/projection", Access.SIGNED_IN, analytics.projection()),
        Route.get("/usage", Access.SIGNED_IN, analytics.usage()),
        Route.get("/values", Access.SIGNED_IN, analytics.values()),
        Route.get("/sessions", Access.SIGNED_IN, analytics.sessions()),
        Route.get("/coverage", Access.SIGNED_IN, analytics.coverage()),
        Route.post("/sql", Access.SIGNED_IN, analytics.sql()));
  }

  /** An answer: status, text, and the text as an object when it is one. */
  record Answer(int status, String text) {
    Fields fields() {
      return Fields.of(JsonText.trustedObject(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  int port() {
    return server.port();
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  Answer put(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** Answers as bytes, for files. */
  byte[] bytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  Answer importing(byte[] file) throws IOException, InterruptedException {
    return importing("", file);
  }

  Answer importing(String query, byte[] file) throws IOException, InterruptedException {
    return send(
        request("/import" + query)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(file))
            .build());
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE().build());
  }

  Answer upload(String hostname, String lines) throws IOException, InterruptedException {
    return send(
        request("/ingest")
            .header("Content-Type", "application/x-ndjson")
            .header("X-Tokenly-Hostname", hostname)
            .POST(HttpRequest.BodyPublishers.ofString(lines))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  /** Waits until every accepted file is settled. */
  void settle() throws InterruptedException {
    until(() -> ingest.state().backlogFiles() == 0);
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited 30 s in vain");
      }
      Thread.sleep(5);
    }
  }

  /** A native line. */
  static String line(String requestId, Instant at, long output, String cost) {
    return "{\"timestamp\":\"" + at + "\",\"service\":\"openai\",\"model\":\"gpt-5\",\"input_tokens\":10,"
        + "\"output_tokens\":" + output + ",\"cost_usd\":" + cost + ",\"request_id\":\"" + requestId + "\"}\n";
  }

  @Override
  public void close() {
    server.close();
    ingest.close();
    budgets.close();
    store.close();
  }
}
