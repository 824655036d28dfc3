package dev.tokenly.agent.worker.ship;

import dev.tokenly.agent.link.Answer;
import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.model.protocol.FileInfo;
import dev.tokenly.model.protocol.UploadMetadata;
import dev.tokenly.model.protocol.UploadReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Sends a batch as the multipart request of {@code POST /api/ingest}, gzipped unless the server is on this machine. */
public final class Uploader {
  private static final String BOUNDARY = "tokenly-7d1f0a52c9e84b6b";
  private static final ByteBuffer END = utf8("\r\n--" + BOUNDARY + "--\r\n");

  private final ServerLink server;
  private final Sender sender;
  private final Clock clock;
  private final Bandwidth bandwidth;

  /** The machine an upload comes from: the name it goes by, and how it names its paths. */
  public record Sender(String hostname, PathNames names) {}

  public Uploader(ServerLink server, Sender sender, Clock clock, Bandwidth bandwidth) {
    this.server = server;
    this.sender = sender;
    this.clock = clock;
    this.bandwidth = bandwidth;
  }

  /** Sends a batch once; the same id makes a repetition answer with the first one's result. */
  public UploadReply send(Batch batch, String uploadId) throws InterruptedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    List<ByteBuffer> body = List.of(beginning(metadata(batch, uploadId, sender, clock.instant())),
        batch.lines().bytes(), END.duplicate());
    if (!server.server().isLoopback()) {
      headers.put("Content-Encoding", "gzip");
      body = List.of(gzip(body));
    }
    bandwidth.await(body.stream().mapToLong(ByteBuffer::remaining).sum());
    Answer answer = server.post("/api/ingest", headers, body);
    if (!answer.came()) {
      return new UploadReply.Unavailable(0, answer.text(), null);
    }
    return UploadReply.read(answer.status(), answer.body(), answer.retryAfterSeconds());
  }

  /** The metadata part of a batch: exactly what leaves the machine beside the lines. */
  public static UploadMetadata metadata(Batch batch, String uploadId, Sender sender, Instant now) {
    Path path = Path.of(sender.names.tell(batch.source().path()));
    Path folder = path.getParent();
    FileInfo file =
        new FileInfo(
            new FileInfo.Place(path.toString(), folder == null ? "/" : folder.toString(), name(path)),
            new FileInfo.Content(batch.lines().length(), batch.lineCount(), batch.lines().sha256()),
            new FileInfo.Times(batch.source().modified(), null),
            new FileInfo.Segment(batch.source().offset(), batch.source().format()));
    return new UploadMetadata(sender.hostname, now, file, uploadId);
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "log" : name.toString();
  }

  private static ByteBuffer beginning(UploadMetadata metadata) {
    return utf8(
        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"metadata\"\r\n"
            + "Content-Type: application/json\r\n\r\n" + metadata.toJson()
            + "\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"usage.jsonl\"\r\n"
            + "Content-Type: application/x-ndjson\r\n\r\n");
  }

  private static ByteBuffer gzip(List<ByteBuffer> parts) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(64 * 1024);
    try (GZIPOutputStream out = new GZIPOutputStream(compressed, 16 * 1024)) {
      for (ByteBuffer part : parts) {
        out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("compressing in memory failed", e);
    }
    return ByteBuffer.wrap(compressed.toByteArray());
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
