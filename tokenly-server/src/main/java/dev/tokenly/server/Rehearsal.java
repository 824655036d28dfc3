package dev.tokenly.server;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.protocol.FileInfo;
import dev.tokenly.model.protocol.UploadMetadata;
import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.HttpServer;
import dev.tokenly.server.http.Limits;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Route;
import dev.tokenly.server.ingest.journal.Disk;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.ingest.journal.JournalLimits;
import dev.tokenly.server.ingest.upload.Crowd;
import dev.tokenly.server.ingest.upload.UploadEndpoint;
import dev.tokenly.server.ingest.upload.UploadLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invented uploads to a second server of this process, which keeps nothing. The JVM compiles what it has seen often, and in
 * the first crowd of agents after a start that took as long as all the rest; so it sees it beforehand. Large uploads exercise
 * what goes over every byte, small ones what each upload does once.
 */
final class Rehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final String BOUNDARY = "tokenly-rehearsal-000000";
  private static final String PACKED =
      "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nContent-Encoding: gzip\r\n";
  private static final String PLAIN = "Content-Type: application/x-ndjson\r\nX-Tokenly-Hostname: rehearsal\r\n";
  private static final byte[] ACCEPTED = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;
  private final Amount amount;
  private final String path = "/" + UUID.randomUUID(); // Nobody else knows it.
  private final Thread thread = Thread.ofPlatform().daemon().name("tokenly-rehearsal").unstarted(this::run);

  /** {@code folder} is emptied before and gone afterwards. */
  Rehearsal(Path folder, Amount amount) {
    this.folder = folder;
    this.amount = amount;
  }

  /** How many uploads of a thousand lines, packed and plain, and of one line there are. */
  record Amount(int large, int small) {
    /** After these the first crowd is as fast as later ones. They take three seconds of one processor's time. */
    static final Amount ENOUGH = new Amount(100, 3_000);
  }

  /** Begins, beside whatever else goes on. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      rehearse();
    } catch (IOException | RuntimeException e) { // The server does without.
      LOG.info("the rehearsal of uploads ended early: {}", e.getMessage());
    }
  }

  /** Throws {@link IOException} when an upload is not accepted. */
  void rehearse() throws IOException {
    try (TemporaryFolder kept = TemporaryFolder.at(folder);
        Journal journal = Journal.open(kept.path(), JournalLimits.DEFAULT, false, new Unsynced(), failure -> {});
        HttpServer server = server(journal)) {
      send(server.port(), PACKED, packed(1_000), amount.large());
      send(server.port(), PLAIN, invented(1_000), amount.large());
      send(server.port(), PACKED, packed(1), amount.small());
    }
  }

  /** The disk's time belongs to the others. */
  private static final class Unsynced implements Disk {
    @Override
    public void sync(FileChannel channel) {}

    @Override
    public long freeBytes(Path folder) throws IOException {
      return REAL.freeBytes(folder);
    }
  }

  private HttpServer server(Journal journal) throws IOException {
    UploadEndpoint.Admission everybody =
        new UploadEndpoint.Admission((hostname, request) -> hostname, () -> new UploadLimits(1, 0));
    UploadEndpoint endpoint =
        new UploadEndpoint(folder, journal, everybody, new Crowd(), InstantSource.system(), journal::settle);
    return HttpServer.start(
        List.of(Route.post(path, Access.AGENT, endpoint)),
        new HttpServer.Listener("127.0.0.1", 0, Limits.DEFAULT, Set.of()),
        new HttpServer.Surroundings(
            (request, access) -> {
              throw Refusal.unauthorized("rehearsal", "nobody logs in here");
            },
            InstantSource.system(),
            (route, status, nanos) -> {}));
  }

  /** {@code headers} are the request's own, each with its line end. */
  private void send(int port, String headers, byte[] body, int times) throws IOException {
    byte[] head =
        ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
            + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int time = 0; time < times && !thread.isInterrupted(); time++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(head);
        socket.getOutputStream().write(body);
        byte[] answer = socket.getInputStream().readAllBytes();
        if (!Arrays.equals(ACCEPTED, Arrays.copyOf(answer, ACCEPTED.length))) {
          throw new IOException("answered " + new String(answer, StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static byte[] packed(int lines) throws IOException {
    byte[] file = invented(lines);
    ByteArrayOutputStream upload = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(upload)) {
      packed.write((part("metadata") + metadata(file, lines).toJson() + "\r\n" + part("file"))
          .getBytes(StandardCharsets.US_ASCII));
      packed.write(file);
      packed.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    return upload.toByteArray();
  }

  private static String part(String name) {
    return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n";
  }

  private static UploadMetadata metadata(byte[] file, int lines) {
    String sha256 = HexFormat.of().formatHex(Hash128.sha256().digest(file));
    FileInfo info =
        new FileInfo(
            new FileInfo.Place("/usage.jsonl", "/", "usage.jsonl"),
            new FileInfo.Content(file.length, lines, sha256),
            new FileInfo.Times(Instant.EPOCH, null),
            new FileInfo.Segment(0L, "native"));
    return new UploadMetadata("rehearsal", Instant.EPOCH, info, null);
  }

  private static byte[] invented(int lines) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      text.append(
          "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"service\":\"anthropic\",\"model\":\"claude\",\"request_id\":\"")
          .append(Hash128.of(Integer.toString(line)))
          .append("\",\"input_tokens\":").append(line * 7919).append(",\"output_tokens\":").append(line * 104_729)
          .append("}\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Ends it. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
