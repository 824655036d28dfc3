package dev.tokenly.bench;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.protocol.FileInfo;
import dev.tokenly.model.protocol.UploadMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * An upload made beforehand and sent on a connection of its own, as another machine does. Sending it takes next to nothing of
 * the processor: the sender shares the server's here, which it would not where it belongs.
 */
final class Upload {
  /** As long as that of our agent: the server looks for it in strides of its length. */
  private static final String BOUNDARY = "tokenly-7d1f0a52c9e84b6b";

  private final Map<String, String> headers;
  private final byte[] body;

  private Upload(Map<String, String> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  /** Lines as any program may send them. */
  static Upload plain(String host, byte[] lines) {
    return new Upload(Map.of("Content-Type", "application/x-ndjson", "X-Tokenly-Hostname", host), lines);
  }

  /** Lines as our agent sends them from another machine: a multipart request, gzipped. */
  static Upload ofAgent(String host, byte[] lines) {
    int count = (int) new String(lines, StandardCharsets.UTF_8).lines().count();
    UploadMetadata metadata = new UploadMetadata(host, Instant.now(),
        new FileInfo(new FileInfo.Place("/var/log/usage.jsonl", "/var/log", "usage.jsonl"),
            new FileInfo.Content(lines.length, count, HexFormat.of().formatHex(Hash128.sha256().digest(lines))),
            new FileInfo.Times(Instant.now(), null), new FileInfo.Segment(0L, "native")),
        UUID.randomUUID().toString());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(body)) {
      packed.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n"
          + metadata.toJson()
          + "\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"usage.jsonl\"\r\n\r\n")
          .getBytes(StandardCharsets.UTF_8));
      packed.write(lines);
      packed.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("compressing in memory failed", e);
    }
    return new Upload(Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY, "Content-Encoding", "gzip"),
        body.toByteArray());
  }

  /** The milliseconds until a server on this machine has accepted it, connecting included. */
  double send(int port) throws IOException {
    long started = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(request());
      String status =
          new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
      double millis = (System.nanoTime() - started) / 1e6;
      if (!status.startsWith("HTTP/1.1 2")) {
        throw new IllegalStateException("an upload was answered " + status + "…");
      }
      return millis;
    }
  }

  private byte[] request() {
    StringBuilder head = new StringBuilder("POST /api/ingest HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    byte[] first = head.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[first.length + body.length];
    System.arraycopy(first, 0, request, 0, first.length);
    System.arraycopy(body, 0, request, first.length, body.length);
    return request;
  }
}
