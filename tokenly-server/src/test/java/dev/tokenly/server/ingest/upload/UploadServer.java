package dev.tokenly.server.ingest.upload;

import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.HttpServer;
import dev.tokenly.server.http.Limits;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Route;
import dev.tokenly.server.ingest.journal.Disk;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.ingest.journal.JournalLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server with nothing but the upload route and a journal behind it; the host {@code web-1} is approved. */
final class UploadServer implements AutoCloseable {
  final List<Filed> accepted = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Journal journal;
  private final HttpServer server;

  UploadServer(Path folder, UploadLimits limits, JournalLimits journalLimits) throws IOException {
    journal = Journal.open(folder.resolve("journal"), journalLimits, false, Disk.REAL, failure -> {});
    UploadEndpoint endpoint =
        new UploadEndpoint(
            folder,
            journal,
            new UploadEndpoint.Admission(UploadServer::admit, () -> limits),
            new Crowd(),
            InstantSource.system(),
            accepted::add);
    server =
        HttpServer.start(
            List.of(Route.post("/api/ingest", Access.AGENT, endpoint)),
            new HttpServer.Listener("127.0.0.1", 0, Limits.DEFAULT, Set.of()),
            new HttpServer.Surroundings(
                (request, access) -> {
                  throw new IllegalStateException("an agent's route asks nobody");
                },
                InstantSource.system(),
                (a, b, c) -> {}));
  }

  private static String admit(String hostname, Request request) {
    if (!hostname.startsWith("web-")) {
      throw Refusal.unauthorized("unknown_client", "no such client");
    }
    return "id-of-" + hostname;
  }

  HttpRequest.Builder request(String contentType) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/ingest"))
        .header("Content-Type", contentType);
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> lines(byte[] body, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request("application/x-ndjson").header("X-Tokenly-Hostname", "web-1");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
  }

  int port() {
    return server.port();
  }

  /** The bytes the journal holds for the upload accepted at that place. */
  String stored(int index) throws IOException {
    try (InputStream body = journal.open(accepted.get(index))) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.close();
    journal.close();
  }
}
