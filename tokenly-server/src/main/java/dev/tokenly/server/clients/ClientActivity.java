package dev.tokenly.server.clients;

import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.ActivityEntry;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileQuery;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.FileState;
import dev.tokenly.store.usage.FileStatus;
import dev.tokenly.store.usage.Page;
import dev.tokenly.store.usage.RawFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/manage/clients/{id}/activity}: what happened to a client, newest first. Registrations, decisions, updates
 * and problems were noted as they came; uploads are told from the files the ledger knows, so that they need no second note.
 */
public final class ClientActivity {
  private final Reception.Parts parts;
  private final RawFiles files;

  ClientActivity(Reception.Parts parts, RawFiles files) {
    this.parts = parts;
    this.files = files;
  }

  public Response list(Request request) {
    Client client = parts.registry().get(request.pathValue("id"));
    parts.registry().flush();
    int limit = request.query().limit();
    int offset = request.query().offset();
    int newest = Math.clamp((long) offset + limit, limit, Integer.MAX_VALUE);
    Page<FileStatus> sent =
        files.list(new FileQuery(EnumSet.of(FileState.PROCESSED, FileState.FAILED), client.id(), newest, 0));
    return parts.administration().read(
        tables -> {
          List<ActivityEntry> entries = new ArrayList<>(tables.activity().list(client.id(), newest, 0));
          sent.items().forEach(file -> entries.add(upload(client, file)));
          entries.sort(Comparator.comparing(ActivityEntry::timestamp).reversed());
          List<ActivityEntry> page = entries.stream().skip(offset).limit(limit).toList();
          long total = tables.activity().count(client.id()) + sent.total();
          return Response.json(Map.of("client_id", client.id(), "activity", page, "total", total));
        });
  }

  private static ActivityEntry upload(Client client, FileStatus file) {
    boolean isFailed = file.state() == FileState.FAILED;
    return new ActivityEntry(
        file.file().receivedAt(), client.id(), isFailed ? "error" : "upload",
        file.file().source().path() + ": " + outcome(file.result()));
  }

  private static String outcome(FileStatus.@Nullable Result result) {
    if (result == null) {
      return "not processed yet";
    }
    FileReport report = result.report();
    if (report.failureReason() != null) {
      return report.failureReason();
    }
    FileCounts counts = result.counts();
    return counts.stored() + " stored, " + counts.replaced() + " replaced, " + counts.duplicate() + " duplicate, "
        + report.invalid() + " invalid";
  }
}
