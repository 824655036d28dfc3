package dev.tokenly.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Raw files, export, import, retention, backup and storage care. */
public final class DataApi {
  private static final String FILES = "/api/manage/files";
  private static final Duration LONG = Duration.ofMinutes(30);
  private final ServerApi api;

  DataApi(ServerApi api) {
    this.api = api;
  }

  public Answer files(@Nullable String status, Page page) {
    return api.get(page.query().with("status", status).on(FILES));
  }

  public Answer file(String id) {
    return api.get(FILES + '/' + Query.segment(id));
  }

  /** A raw file's bytes as they arrived; the caller closes the stream. */
  public InputStream fileContent(String id) {
    return api.stream(Request.get(FILES + '/' + Query.segment(id) + "/content"), LONG);
  }

  public Answer retryFile(String id) {
    return api.send(Request.json("POST", FILES + '/' + Query.segment(id) + "/retry", Map.of()));
  }

  public Answer discardFile(String id) {
    return api.send(Request.of("DELETE", FILES + '/' + Query.segment(id)));
  }

  /** The records of a scope as a file; the caller closes the stream. */
  public InputStream export(UsageScope scope, String format, String compression) {
    Query query = scope.query().with("format", format).with("compression", compression);
    return api.stream(Request.get(query.on("/api/manage/export")).with("Accept", "*/*"), LONG);
  }

  /**
   * Imports a file of records in native JSONL (or an export), whatever its size, telling how many bytes are sent; a dry
   * run only counts.
   */
  public Answer importRecords(Path file, boolean dryRun, LongConsumer sent) throws IOException {
    Request.Body body = new Request.Body(Files.size(file), true, out -> copy(file, out, sent));
    Map<String, String> headers = Map.of("Content-Type", "application/x-ndjson");
    String target = new Query().flag("dry_run", dryRun).on("/api/manage/import");
    return api.send(new Request("POST", target, headers, body), LONG);
  }

  private static void copy(Path file, OutputStream out, LongConsumer sent) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        bytes += read;
        sent.accept(bytes);
      }
    }
  }

  public Answer retention() {
    return api.get("/api/manage/retention");
  }

  public Answer setRetentionPolicy(Map<String, Object> policy) {
    return api.send(Request.json("PUT", "/api/manage/retention/policy", policy));
  }

  public Answer applyRetention(boolean dryRun) {
    return api.send(Request.json("POST", "/api/manage/retention/apply", Map.of("dry_run", dryRun)), LONG);
  }

  public Answer optimize() {
    return api.send(Request.json("POST", "/api/manage/storage/optimize", Map.of()), LONG);
  }

  /** Writes a verified copy of all data on the server's machine; null: to its own backup folder. */
  public Answer backup(@Nullable String target) {
    Map<String, Object> body = target == null ? Map.of() : Map.of("target", target);
    return api.send(Request.json("POST", "/api/manage/backup", body), LONG);
  }
}
