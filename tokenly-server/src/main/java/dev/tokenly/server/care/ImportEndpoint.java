package dev.tokenly.server.care;

import dev.tokenly.model.UsageLine;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.protocol.ClientHostname;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.ExportedLine;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.UsageStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /manage/import?hostname=&dry_run=}: an export of ours (JSONL or Parquet) or native lines, packed or not, of any size.
 * Records keep their machine; lines that name none are booked on {@code hostname}. A machine not known here is made as a
 * pending client. A dry run only counts.
 */
final class ImportEndpoint implements Endpoint {
  private static final int MAX_LINE = 1 << 20;
  private static final byte[] CSV = "time".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final Administration administration;
  private final UsageStore store;
  private final Pricer pricer;
  private final Clock clock;
  private final Consumer<AppendResult> onImport;

  ImportEndpoint(
      Administration administration,
      UsageStore store,
      Pricer pricer,
      Clock clock,
      Consumer<AppendResult> onImport) {
    this.administration = administration;
    this.store = store;
    this.pricer = pricer;
    this.clock = clock;
    this.onImport = onImport;
  }

  @Override
  public Response answer(Request request) throws IOException {
    String hostname = ClientHostname.checked(request.query().text("hostname").orElse("imported"));
    boolean dryRun = request.query().flag("dry_run");
    ImportedClients clients = new ImportedClients(administration, dryRun);
    Importing importing = new Importing(store, pricer, clock.instant(), onImport, dryRun);
    try (InputStream plain = Compression.unpacked(request.body(Long.MAX_VALUE))) {
      byte[] beginning = Compression.peek(plain);
      if (Arrays.equals(beginning, PARQUET)) {
        readParquet(plain, clients, importing);
      } else if (Arrays.equals(beginning, CSV)) {
        throw Refusal.invalid("body",
            "a CSV export is for spreadsheets and cannot be read back: import JSON lines or Parquet");
      } else {
        readLines(plain, hostname, clients, importing);
      }
    } finally {
      importing.flush();
    }
    Map<String, Object> answer = importing.answer();
    answer.put("clients_made", clients.made());
    if (dryRun) {
      return Response.json(answer);
    }
    administration.change(
        Actor.of(request),
        change -> {
          change.audit("import", "system", null, answer);
          return true;
        });
    return Response.json(answer);
  }

  private void readParquet(InputStream plain, ImportedClients clients, Importing importing) throws IOException {
    Path file = Files.createTempFile("tokenly-import-", ".parquet");
    try {
      Files.copy(plain, file, StandardCopyOption.REPLACE_EXISTING);
      store
          .care()
          .readParquet(
              file,
              stored -> {
                String from = stored.provenance().clientId();
                importing.take(clients.here(from, null, from), stored.usage());
              });
    } catch (UnsupportedOperationException e) {
      throw Refusal.conflict("conflict", "Parquet needs a server with a data folder: " + e.getMessage());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void readLines(InputStream plain, String hostname, ImportedClients clients, Importing importing)
      throws IOException {
    UsageLineReader reader = new UsageLineReader(clock, Long.MAX_VALUE);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 0;
    for (int next = plain.read(); next >= 0 || line.size() > 0; next = plain.read()) {
      if (next >= 0 && next != '\n') {
        if (line.size() <= MAX_LINE) {
          line.write(next);
        }
        continue;
      }
      number++;
      readLine(line.toByteArray(), number, reader, (id, name) -> clients.here(id, name, hostname), importing);
      line.reset();
    }
  }

  /** The client here of a client there, by its id and host name, either of which may be missing. */
  @FunctionalInterface
  private interface Clients {
    String here(@Nullable String id, @Nullable String hostname);
  }

  private static void readLine(byte[] line, long number, UsageLineReader reader, Clients clients, Importing importing) {
    if (line.length > MAX_LINE) {
      importing.refuse(number, "longer than " + MAX_LINE + " bytes");
      return;
    }
    if (new String(line, StandardCharsets.UTF_8).isBlank()) {
      return;
    }
    ExportedLine exported = ExportedLine.read(line, reader);
    switch (exported.line()) {
      case UsageLine.Ok ok -> importing.take(clients.here(exported.clientId(), exported.hostname()), ok.usage());
      case UsageLine.Bad bad -> importing.refuse(number, bad.reason());
    }
  }
}
