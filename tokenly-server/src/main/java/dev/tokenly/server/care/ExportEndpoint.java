package dev.tokenly.server.care;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.RecordJson;
import dev.tokenly.server.records.Scope;
import dev.tokenly.store.usage.StoreStats;
import dev.tokenly.store.usage.UsageStore;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /manage/export?format=jsonl|csv|parquet&compression=none|gzip|zstd} with the filters of analytics: records of
 * the whole ledger unless a time is given, from one snapshot, in flat memory whatever the size.
 */
final class ExportEndpoint implements Endpoint {
  private static final List<String> COLUMNS =
      List.of(
          "timestamp", "hostname", "service", "model", "application", "environment", "user_id", "session_id", "project",
          "request_id", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens",
          "cache_write_1h_tokens", "cache_write_other_tokens", "reasoning_tokens", "total_tokens", "cost_usd",
          "cost_source", "cost_reported_usd", "cost_priced_usd", "price_version", "duration_ms", "ttft_ms",
          "stop_reason", "status", "source_format", "seen_by", "record_id", "client_id", "ingested_at");

  private final UsageStore store;
  private final Administration administration;

  ExportEndpoint(UsageStore store, Administration administration) {
    this.store = store;
    this.administration = administration;
  }

  @Override
  public Response answer(Request request) throws IOException {
    String format = request.query().text("format").orElse("jsonl");
    Compression compression = compression(request);
    UsageQuestion question = question(request);
    Response.Writer writer =
        switch (format) {
          case "jsonl" -> out -> writeLines(question, compression, out);
          case "csv" -> out -> writeCsv(question, compression, out);
          case "parquet" -> request.method().equals("HEAD") ? _ -> {} : parquet(question, compression);
          default -> throw Refusal.invalid("format", "one of jsonl, csv, parquet is needed");
        };
    audit(request, format, question);
    String name = "tokenly-usage." + format + compression.suffix();
    return Response.stream(type(format, compression), writer)
        .withHeader("Content-Disposition", "attachment; filename=\"" + name + '"');
  }

  private static Compression compression(Request request) {
    try {
      return Compression.named(request.query().text("compression").orElse("none"));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("compression", String.valueOf(e.getMessage()));
    }
  }

  private UsageQuestion question(Request request) {
    Instant now = administration.now();
    StoreStats stats = store.ask().stats();
    Instant oldest = stats.oldest() == null ? now : stats.oldest();
    Instant newest = stats.newest() == null || stats.newest().isBefore(now) ? now : stats.newest();
    return Scope.whole(request.query(), oldest, newest);
  }

  private void audit(Request request, String format, UsageQuestion question) {
    Map<String, String> details =
        Map.of(
            "format", format,
            "start_time", question.range().start().toString(),
            "end_time", question.range().end().toString());
    administration.change(
        Actor.of(request),
        change -> {
          change.audit("export", "system", null, details);
          return true;
        });
  }

  private static String type(String format, Compression compression) {
    if (compression != Compression.NONE) {
      return compression == Compression.GZIP ? "application/gzip" : "application/zstd";
    }
    return switch (format) {
      case "csv" -> "text/csv; charset=utf-8";
      case "jsonl" -> "application/x-ndjson";
      default -> "application/vnd.apache.parquet";
    };
  }

  private void writeLines(UsageQuestion question, Compression compression, OutputStream out) throws IOException {
    Map<String, String> hostnames = hostnames();
    try (OutputStream packed = compression.pack(unclosed(out));
        JsonGenerator json = JsonText.lines(packed)) {
      store
          .care()
          .export(
              question,
              stored -> {
                JsonText.writeValue(json, RecordJson.of(stored, hostnames.get(stored.provenance().clientId())));
                json.writeRaw('\n');
              });
    }
  }

  private void writeCsv(UsageQuestion question, Compression compression, OutputStream out) throws IOException {
    Map<String, String> hostnames = hostnames();
    try (OutputStream packed = compression.pack(unclosed(out))) {
      CsvWriter csv = new CsvWriter(packed, COLUMNS);
      store
          .care()
          .export(question, stored -> csv.row(RecordJson.of(stored, hostnames.get(stored.provenance().clientId()))));
    }
  }

  /** Written whole before the answer begins, so that a failure is an error and not a cut file. */
  private Response.Writer parquet(UsageQuestion question, Compression compression) throws IOException {
    Path file;
    try {
      file = store.care().exportParquet(question);
    } catch (UnsupportedOperationException e) {
      throw Refusal.conflict("conflict", "Parquet needs a server with a data folder: " + e.getMessage());
    }
    return out -> {
      try (OutputStream packed = compression.pack(unclosed(out))) {
        Files.copy(file, packed);
      } finally {
        Files.deleteIfExists(file);
      }
    };
  }

  private Map<String, String> hostnames() {
    return administration.read(transaction -> transaction.clients().hostnames());
  }

  /** The answer's stream is the server's to close. */
  private static OutputStream unclosed(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }
}
