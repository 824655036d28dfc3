package dev.tokenly.server.ingest.upload;

import dev.tokenly.model.protocol.ClientHostname;
import dev.tokenly.model.protocol.UploadReply;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.server.ingest.journal.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/ingest}: as multipart, as a JSON document or as plain lines. Answers 200 only when the bytes would
 * survive a power cut; nothing is parsed while the sender waits.
 */
public final class UploadEndpoint implements Endpoint {
  private static final long MEMORY = 24 << 20;

  /** Bodies read at once: each takes a tenth of a megabyte of buffers besides, and a thousand would fill the heap. */
  private static final int PLACES = 100;

  private static final String JSON = "application/json";

  private static final int LONGEST_WAIT_SECONDS = 20;

  private final Path folder;
  private final SpoolMemory memory = new SpoolMemory(MEMORY);
  private final Semaphore places = new Semaphore(PLACES, true);
  private final Supplier<UploadLimits> limits;
  private final ClientCheck clients;
  private final RateLimit rate;
  private final Acceptance acceptance;
  private final Crowd crowd;

  /** {@code folder} takes large bodies while they arrive; {@code onAccepted} is told of each durable upload. */
  public UploadEndpoint(Path folder, Journal journal, Admission admission, Crowd crowd, InstantSource clock,
      Consumer<Filed> onAccepted) {
    this.folder = folder;
    this.crowd = crowd;
    this.limits = admission.limits();
    this.clients = admission.clients();
    this.rate = new RateLimit(clock);
    this.acceptance = new Acceptance(journal, clock, onAccepted);
  }

  /** Who may upload, and how much. */
  public record Admission(ClientCheck clients, Supplier<UploadLimits> limits) {}

  @Override
  public Response answer(Request request) throws IOException, InterruptedException {
    crowd.enter();
    try {
      return inTurn(request);
    } finally {
      crowd.leave();
    }
  }

  private Response inTurn(Request request) throws IOException, InterruptedException {
    if (!places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw Refusal.unavailable("storage_unavailable", "more uploads arrive at once than can be read", 5);
    }
    try {
      return received(request);
    } finally {
      places.release();
    }
  }

  private Response received(Request request) throws IOException, InterruptedException {
    Cap cap = new Cap(limits.get(), request.contentLength());
    cap.check();
    acceptance.checkRoom();
    try (Spool spool = new Spool(folder, cap, memory);
        InputStream body = plainBody(request, cap, spool)) {
      UploadReply.Accepted reply = receive(request, body, spool, cap.limits());
      return Response.text("application/json; charset=utf-8", reply.toJson());
    } catch (SpoolFailed e) {
      throw Refusal.unavailable("storage_unavailable", String.valueOf(e.getMessage()), 5);
    } catch (IOException e) {
      throw Refusal.of(400, "incomplete_body", "the body could not be read to its end: " + e.getMessage());
    }
  }

  private static InputStream plainBody(Request request, Cap cap, Spool spool) throws IOException {
    InputStream sent = request.body(cap.bytes(), () -> cap.passed(cap.bytes() + 1));
    String encoding = request.header("Content-Encoding").orElse("");
    boolean asSent = Inflated.isGzip(encoding) && !mediaType(request).equals(JSON); // Records are kept as lines.
    return Inflated.of(asSent ? spool.keeping(sent) : sent, encoding, cap);
  }

  private static String mediaType(Request request) {
    String type = request.header("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  private UploadReply.Accepted receive(Request request, InputStream body, Spool spool, UploadLimits limit)
      throws IOException, InterruptedException {
    return switch (mediaType(request)) {
      case "multipart/form-data" -> multipart(request, body, spool, limit);
      case JSON -> document(request, body, spool, limit);
      case "application/x-ndjson" -> lines(request, body, spool, limit);
      default ->
          throw Refusal.of(
              415,
              "unsupported_media_type",
              "Content-Type must be multipart/form-data, application/json or application/x-ndjson");
    };
  }

  private UploadReply.Accepted multipart(Request request, InputStream body, Spool spool, UploadLimits limit)
      throws IOException, InterruptedException {
    Multipart parts = Multipart.of(request.header("Content-Type").orElse(""), body);
    Claim claim = Claim.of(parts.metadata(), key(request));
    String clientId = admit(request, claim, limit);
    return acceptance.accept(clientId, claim, parts.file(spool));
  }

  private UploadReply.Accepted lines(Request request, InputStream body, Spool spool, UploadLimits limit)
      throws IOException, InterruptedException {
    String hostname =
        request
            .header("X-Tokenly-Hostname")
            .orElseThrow(() -> Refusal.invalid("X-Tokenly-Hostname", "missing: the header names the client"));
    Claim claim = Claim.of(ClientHostname.checked(hostname), "(lines)", key(request));
    String clientId = admit(request, claim, limit);
    body.transferTo(spool);
    return acceptance.accept(clientId, claim, spool.received(0));
  }

  private UploadReply.Accepted document(Request request, InputStream body, Spool spool, UploadLimits limit)
      throws IOException, InterruptedException {
    String hostname = RecordsDocument.copy(body, spool);
    Claim claim = Claim.of(ClientHostname.checked(hostname), "(records)", key(request));
    String clientId = admit(request, claim, limit);
    return acceptance.accept(clientId, claim, spool.received(0));
  }

  private String admit(Request request, Claim claim, UploadLimits limit) {
    String clientId = clients.admit(claim.hostname(), request);
    rate.count(clientId, claim.segment(), limit.filesPerHour());
    return clientId;
  }

  private static @Nullable String key(Request request) {
    return request.header("Idempotency-Key").filter(key -> !key.isBlank() && key.length() <= 255).orElse(null);
  }
}
