package dev.tokenly.server.ingest;

import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.ingest.process.PostProcessor;
import dev.tokenly.store.Store;
import dev.tokenly.store.usage.FileQuery;
import dev.tokenly.store.usage.FileState;
import dev.tokenly.store.usage.FileStatus;
import dev.tokenly.store.usage.Page;
import dev.tokenly.store.usage.RawFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The calls under {@code /api/manage/files}: raw files with what became of them, their bytes, another try for a failed
 * one, or its end. Files that wait or are being processed are known to the processor, the others to the ledger.
 */
public final class FileEndpoints {
  private final Journal journal;
  private final PostProcessor processor;
  private final Store store;
  private final Administration administration;

  FileEndpoints(Journal journal, PostProcessor processor, Store store, Administration administration) {
    this.journal = journal;
    this.processor = processor;
    this.store = store;
    this.administration = administration;
  }

  /** Files that were to be tried again when the server stopped. */
  void resumeRetries() throws IOException {
    Set<FileState> open = EnumSet.of(FileState.PENDING, FileState.PROCESSING);
    for (FileStatus status : states().list(new FileQuery(open, null, 1000, 0)).items()) {
      UUID id = UUID.fromString(status.file().id());
      Optional<Filed> filed = processor.find(id).isPresent() ? Optional.empty() : journal.find(id);
      filed.ifPresent(this::processAgain);
    }
  }

  private RawFiles states() {
    return store.usage().files();
  }

  /** {@code GET /manage/files?status=&client_id=}, newest first. */
  public Response list(Request request) {
    Parameters query = request.query();
    int limit = query.limit();
    int offset = query.offset();
    Set<FileState> wanted = wanted(query);
    String clientId = query.text("client_id").orElse(null);
    List<FileStatus> open = new ArrayList<>();
    for (FileState state : List.of(FileState.PENDING, FileState.PROCESSING)) {
      if (wanted.contains(state)) {
        processor.unsettled(state == FileState.PROCESSING).reversed().stream()
            .map(filed -> FileJson.open(filed, state))
            .filter(status -> clientId == null || status.file().clientId().equals(clientId))
            .forEach(open::add);
      }
    }
    List<FileStatus> shown = new ArrayList<>(open.stream().skip(offset).limit(limit).toList());
    Set<FileState> settled = EnumSet.copyOf(wanted);
    settled.removeAll(EnumSet.of(FileState.PENDING, FileState.PROCESSING));
    long total = open.size();
    if (!settled.isEmpty()) {
      int rest = Math.max(1, limit - shown.size());
      Page<FileStatus> page =
          states().list(new FileQuery(settled, clientId, rest, Math.max(0, offset - open.size())));
      page.items().stream().limit(limit - shown.size()).forEach(shown::add);
      total += page.total();
    }
    Map<String, String> hostnames = hostnames();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("files", shown.stream().map(status -> FileJson.of(status, hostnames)).toList());
    answer.put("total", total);
    answer.put("limit", limit);
    answer.put("offset", offset);
    return Response.json(answer);
  }

  private static Set<FileState> wanted(Parameters query) {
    Set<FileState> wanted = EnumSet.noneOf(FileState.class);
    for (String name : query.list("status")) {
      try {
        wanted.add(FileState.named(name));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("status", String.valueOf(e.getMessage()));
      }
    }
    return wanted.isEmpty() ? EnumSet.allOf(FileState.class) : wanted;
  }

  private Map<String, String> hostnames() {
    return store.admin().read(admin -> admin.clients().hostnames());
  }

  /** {@code GET /manage/files/{id}}. */
  public Response show(Request request) {
    return Response.json(FileJson.of(status(id(request)), hostnames()));
  }

  /** {@code GET /manage/files/{id}/content}: the bytes as they arrived. */
  public Response content(Request request) throws IOException {
    Filed filed = raw(id(request));
    return Response.stream(
        "application/x-ndjson",
        out -> {
          try (InputStream body = journal.open(filed)) {
            body.transferTo(out);
          }
        })
        .withHeader("Content-Disposition", "attachment; filename=\"" + filed.entry().id() + ".jsonl\"");
  }

  /** {@code POST /manage/files/{id}/retry}: a failed file is processed once more. */
  public Response retry(Request request) throws IOException {
    UUID id = id(request);
    requireFailed(id);
    Filed filed = raw(id);
    audit(request, "file_retry", id);
    if (!states().retry(id.toString())) {
      throw notFailed(id);
    }
    processAgain(filed);
    return Response.json(Map.of("file_id", id.toString(), "status", FileState.PENDING.wireName()));
  }

  private void processAgain(Filed filed) {
    journal.reopen(filed);
    processor.accept(filed);
  }

  /** {@code DELETE /manage/files/{id}}: a failed file is given up for good. */
  public Response discard(Request request) throws IOException {
    UUID id = id(request);
    requireFailed(id);
    audit(request, "file_discard", id);
    journal.discard(id);
    if (!states().discard(id.toString())) {
      throw notFailed(id);
    }
    return Response.json(Map.of("file_id", id.toString(), "status", "discarded"));
  }

  /** Before it is done, since files are no part of the administration's transaction: no audit, no change. */
  private void audit(Request request, String action, UUID id) {
    administration.change(
        Actor.of(request),
        change -> {
          change.audit(action, "system", id.toString(), Map.of());
          return true;
        });
  }

  private void requireFailed(UUID id) {
    if (status(id).state() != FileState.FAILED) {
      throw notFailed(id);
    }
  }

  private static Refusal notFailed(UUID id) {
    return Refusal.conflict("invalid_transition", "file " + id + " has not failed");
  }

  private FileStatus status(UUID id) {
    return processor
        .find(id)
        .map(filed -> FileJson.open(filed, state(filed)))
        .or(() -> states().find(id.toString()))
        .orElseThrow(() -> Refusal.notFound("file", id.toString()));
  }

  private FileState state(Filed filed) {
    return processor.unsettled(true).contains(filed) ? FileState.PROCESSING : FileState.PENDING;
  }

  private Filed raw(UUID id) throws IOException {
    return journal
        .find(id)
        .orElseThrow(() -> Refusal.of(404, "not_found", "the bytes of file " + id + " are no longer kept"));
  }

  private static UUID id(Request request) {
    String id = request.pathValue("id");
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      throw Refusal.notFound("file", id);
    }
  }
}
