package dev.tokenly.bench.agent;

import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.UpdateOffer;
import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.Caller;
import dev.tokenly.server.http.HttpServer;
import dev.tokenly.server.http.Limits;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.http.Route;
import dev.tokenly.server.ingest.journal.Disk;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.ingest.journal.JournalLimits;
import dev.tokenly.server.ingest.upload.Crowd;
import dev.tokenly.server.ingest.upload.UploadEndpoint;
import dev.tokenly.server.ingest.upload.UploadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server as far as an upload's answer waits for it: its HTTP, its upload endpoint and its journal on a disk. What is
 * durable is settled at once, so that nothing but the agent is measured.
 */
final class JournalServer implements AutoCloseable {
  private final Journal journal;
  private final HttpServer http;
  private final Path logs;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong beats = new AtomicLong();
  private final AtomicLong depth = new AtomicLong(10);

  JournalServer(Path folder, Path logs) throws IOException {
    this.logs = logs;
    JournalLimits limits = new JournalLimits(64L << 20, 1L << 40, 64L << 20);
    journal = Journal.open(folder.resolve("journal"), limits, false, Disk.REAL, failed -> Runtime.getRuntime().halt(1));
    UploadEndpoint upload =
        new UploadEndpoint(
            Files.createDirectories(folder.resolve("incoming")),
            journal,
            new UploadEndpoint.Admission((_, _) -> "bench", () -> new UploadLimits(50, 0)),
            new Crowd(),
            Clock.systemUTC(),
            filed -> {
              journal.settle(filed);
              bytes.addAndGet(filed.entry().bytes());
            });
    http =
        HttpServer.start(
            List.of(
                Route.post("/api/heartbeat", Access.AGENT, this::beat),
                Route.post("/api/ingest", Access.AGENT, upload)),
            new HttpServer.Listener("127.0.0.1", 0, Limits.DEFAULT, Set.of()),
            new HttpServer.Surroundings(JournalServer::nobody, Clock.systemUTC(), (_, _, _) -> {}));
  }

  private static Caller nobody(Request request, Access access) {
    throw Refusal.of(401, "unauthorized", "nobody signs in here");
  }

  private Response beat(Request request) {
    beats.incrementAndGet();
    ClientConfig config =
        ClientConfig.defaults()
            .with(
                Map.of(
                    "discovery_paths", Map.of("linux", List.of(logs.toString())),
                    "tool_logs", List.of("native"),
                    "max_uploads_per_hour", 0L,
                    "max_scan_depth", depth.get(),
                    "max_files_per_scan", 1_000_000L,
                    "scan_timeout_seconds", 3600L));
    HeartbeatReply reply = new HeartbeatReply.Approved("c", config, UpdateOffer.NONE, Instant.now(), 10L);
    return Response.text("application/json", reply.toJson());
  }

  /** Another config with the next heartbeat, which makes the worker scan anew. */
  void changeConfig() {
    depth.incrementAndGet();
  }

  int port() {
    return http.port();
  }

  /** Bytes of lines that would survive a power cut. */
  long bytes() {
    return bytes.get();
  }

  long beats() {
    return beats.get();
  }

  @Override
  public void close() {
    http.close();
    journal.close();
  }
}
