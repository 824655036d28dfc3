package dev.tokenly.server.care;

import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.usage.StoreStats;
import dev.tokenly.store.usage.UsageStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compaction, verification and backup of the ledger. Backups go to a folder of the server's own, never to a path sent. */
public final class StorageDesk {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Administration administration;
  private final UsageStore store;
  private final @Nullable Path folder;

  StorageDesk(Administration administration, UsageStore store, @Nullable Path folder) {
    this.administration = administration;
    this.store = store;
    this.folder = folder;
  }

  /** {@code POST /manage/storage/optimize}. */
  public Response optimize(Request request) {
    StoreStats before = store.ask().stats();
    store.care().optimize();
    StoreStats after = store.ask().stats();
    audit(request, "storage_optimize", Map.of("bytes_before", before.bytes(), "bytes_after", after.bytes()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("bytes_before", before.bytes());
    answer.put("bytes_after", after.bytes());
    answer.put("rollup_rows_before", before.rollupRows());
    answer.put("rollup_rows_after", after.rollupRows());
    return Response.json(answer);
  }

  /** {@code POST /manage/storage/verify}: recomputes sums from records and looks for calls stored twice. */
  public Response verify(Request request) {
    List<String> problems = store.care().verify();
    return Response.json(Map.of("sound", problems.isEmpty(), "problems", problems));
  }

  /** {@code POST /manage/backup {target?}}: a verified copy while running, under a name in the backup folder. */
  public Response backup(Request request) throws IOException {
    Fields body = request.json();
    String name = body.optionalText("target");
    if (name == null) {
      name = "tokenly-" + STAMP.format(administration.now()) + ".duckdb";
    }
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
      throw Refusal.invalid("target", "a file name of letters, digits, '.', '_' and '-' is needed; it is made in the "
          + "server's backup folder");
    }
    Path target = backups().resolve(name);
    StoreStats stats;
    try {
      stats = store.care().backup(target);
    } catch (FileAlreadyExistsException e) {
      throw Refusal.conflict("conflict", "there is a backup named " + name + " already");
    }
    audit(request, "backup", Map.of("name", name, "records", stats.records()));
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("backup", target.toString());
    answer.put("name", name);
    answer.put("size_bytes", Files.size(target));
    answer.put("records", stats.records());
    answer.put("oldest", stats.oldest());
    answer.put("newest", stats.newest());
    answer.put("verified", true);
    return Response.json(answer);
  }

  /** {@code GET /manage/backup}: the backups there are, by name. */
  public Response list(Request request) throws IOException {
    List<Map<String, Object>> backups = new ArrayList<>();
    try (Stream<Path> files = Files.list(backups())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        backups.add(
            Map.of(
                "name", String.valueOf(file.getFileName()),
                "size_bytes", Files.size(file),
                "created_at", Files.getLastModifiedTime(file).toInstant()));
      }
    }
    return Response.json(Map.of("backups", request.query().page(backups), "total", backups.size()));
  }

  private Path backups() throws IOException {
    Path data = folder;
    if (data == null) {
      throw Refusal.conflict("conflict", "a server that keeps everything in memory has no backups");
    }
    Path backups = Files.createDirectories(data.resolve("backups"));
    if (Files.getFileStore(backups).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(backups, PosixFilePermissions.fromString("rwx------"));
    }
    return backups;
  }

  private void audit(Request request, String action, Map<String, Object> details) {
    administration.change(
        Actor.of(request),
        change -> {
          change.audit(action, "system", null, details);
          return true;
        });
  }
}
