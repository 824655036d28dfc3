package dev.tokenly.server.status;

import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.usage.ClientIngest;
import dev.tokenly.store.usage.Engine;
import dev.tokenly.store.usage.StoreStats;
import dev.tokenly.store.usage.UsageStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/manage/status} and {@code GET /health}. */
public final class StatusDesk {
  private static final long MEGABYTE = 1 << 20;

  private final UsageStore usage;
  private final Sources sources;
  private final InstantSource clock;
  private final Instant startedAt;
  private final ProcessorLoad load = new ProcessorLoad();

  /**
   * Where the other numbers come from; a null folder means there is no disk to watch. {@code recovered} is what opening the
   * store had to mend.
   */
  public record Sources(
      String version,
      @Nullable Path folder,
      Supplier<Map<String, Object>> clients,
      Supplier<Backlog> backlog,
      Supplier<@Nullable String> trouble,
      List<String> recovered) {}

  /** Accepted files that are not stored yet, and for how long the oldest has waited. */
  public record Backlog(long files, Duration lag) {}

  public StatusDesk(UsageStore usage, Sources sources, InstantSource clock) {
    this.usage = usage;
    this.sources = sources;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  public Response status(Request request) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("server", server());
    answer.put("storage", storage());
    answer.put("clients", clients());
    answer.put("ingestion", ingestion());
    return Response.json(answer);
  }

  private Map<String, Object> server() {
    Runtime runtime = Runtime.getRuntime();
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("version", sources.version());
    server.put("java", Runtime.version().toString());
    server.put("uptime_seconds", uptime().toSeconds());
    server.put("memory_usage_mb", (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE);
    server.put("cpu_usage_percent", load.percent());
    server.put("started_at", startedAt);
    server.put("pid", ProcessHandle.current().pid());
    return server;
  }

  private Duration uptime() {
    Duration uptime = Duration.between(startedAt, clock.instant());
    return uptime.isNegative() ? Duration.ZERO : uptime;
  }

  private Map<String, @Nullable Object> storage() {
    StoreStats stats = usage.ask().stats();
    Engine engine = usage.ask().engine();
    Map<String, @Nullable Object> storage = new LinkedHashMap<>();
    storage.put("backend", "duckdb");
    storage.put("engine_version", engine.version());
    storage.put("schema_version", engine.schema());
    storage.put("status", sources.trouble().get() == null ? "healthy" : "degraded");
    storage.put("total_records", stats.records());
    storage.put("total_size_mb", Math.round(stats.bytes() * 10.0 / MEGABYTE) / 10.0);
    storage.put("oldest", stats.oldest());
    storage.put("newest", stats.newest());
    storage.put("disk_free_mb", diskFree());
    storage.put("trouble", sources.trouble().get());
    storage.put("recovered", sources.recovered());
    return storage;
  }

  private @Nullable Long diskFree() {
    Path folder = sources.folder(); // Not by its FileStore, which reads the table of mounts first.
    return folder == null ? null : folder.toFile().getUsableSpace() / MEGABYTE;
  }

  private Map<String, Object> clients() {
    Map<String, Object> summary = sources.clients().get();
    long total =
        summary.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("active"))
            .mapToLong(entry -> ((Number) entry.getValue()).longValue())
            .sum();
    Map<String, Object> clients = new LinkedHashMap<>();
    clients.put("total", total);
    clients.put("active", summary.getOrDefault("active", 0));
    clients.put("pending", summary.getOrDefault("pending", 0));
    return clients;
  }

  private Map<String, Object> ingestion() {
    List<ClientIngest> today = usage.files().ingestSince(clock.instant().truncatedTo(ChronoUnit.DAYS));
    long files = today.stream().mapToLong(ClientIngest::files).sum();
    long millis = today.stream().mapToLong(one -> one.processingTime().toMillis()).sum();
    Backlog backlog = sources.backlog().get();
    Map<String, Object> ingestion = new LinkedHashMap<>();
    ingestion.put("files_today", files);
    ingestion.put("records_today", today.stream().mapToLong(ClientIngest::records).sum());
    ingestion.put("average_processing_time_ms", files == 0 ? 0 : Math.round(millis * 10.0 / files) / 10.0);
    ingestion.put("errors_today", today.stream().mapToLong(ClientIngest::failedFiles).sum());
    ingestion.put("backlog_files", backlog.files());
    ingestion.put("lag_seconds", backlog.lag().toSeconds());
    return ingestion;
  }

  public Response health(Request request) {
    String trouble = sources.trouble().get();
    if (trouble != null) {
      throw Refusal.unavailable("unhealthy", trouble, 10);
    }
    return Response.json(Map.of("status", "ok", "version", sources.version(), "time", clock.instant()));
  }
}
