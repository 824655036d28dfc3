package dev.tokenly.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Writes answers: entity tags and gzip for JSON, everything else as it is. */
final class Answers {
  /** Below this a compressed answer is not smaller by more than a packet. */
  private static final int MIN_GZIP_BYTES = 1400;

  private static final int MAX_LEFTOVER_BYTES = 64 * 1024;

  /** What is read of a body after its refusal; the largest upload is smaller. */
  private static final int MAX_REFUSED_BYTES = 64 * 1024 * 1024;

  private static final Duration MAX_LINGERING = Duration.ofSeconds(5);

  private Answers() {}

  static void write(Response response, HttpServletRequest raw, HttpServletResponse out) throws IOException {
    boolean hasMore = readLeftover(raw);
    out.setStatus(response.status());
    response.headers().forEach(out::setHeader);
    switch (response.body()) {
      case Response.Body.Bytes body -> writeBytes(response, body.bytes(), raw, out);
      case Response.Body.Stream(Response.Writer writer) -> {
        if (!isHead(raw)) {
          stream(writer, out);
        }
      }
    }
    if (hasMore) {
      linger(raw);
    }
  }

  /**
   * An answer may be written before the small body of the request has arrived or was looked at. Jetty would close the
   * connection then, and a client that sends its next request on it would get no answer: the rest is read first. True for a
   * large body, of which more may come.
   */
  private static boolean readLeftover(HttpServletRequest raw) {
    if (raw.getHeader("Expect") != null) {
      return false; // The sender waits to be told to go on.
    }
    if (raw.getContentLengthLong() > MAX_LEFTOVER_BYTES) {
      return true;
    }
    try {
      return raw.getInputStream().readNBytes(MAX_LEFTOVER_BYTES).length == MAX_LEFTOVER_BYTES;
    } catch (IOException | IllegalStateException _) {
      return false; // The sender is gone or sends too slowly: the connection ends with the answer.
    }
  }

  /**
   * Reads on after the answer to a large body that was refused before its end: closing a connection whose bytes nobody took
   * resets it, and the sender would see a broken connection in place of the reason.
   */
  private static void linger(HttpServletRequest raw) {
    long started = System.nanoTime();
    byte[] buffer = new byte[8 * 1024];
    try {
      InputStream rest = raw.getInputStream();
      long read = 0;
      int bytes = rest.read(buffer);
      while (bytes >= 0 && read < MAX_REFUSED_BYTES && System.nanoTime() - started < MAX_LINGERING.toNanos()) {
        read += bytes;
        bytes = rest.read(buffer);
      }
    } catch (IOException | IllegalStateException _) {
      // The sender has gone, with the answer or without.
    }
  }

  private static void stream(Response.Writer writer, HttpServletResponse out) throws IOException {
    OutputStream body = out.getOutputStream();
    try {
      writer.writeTo(body);
      body.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("the server is stopping").initCause(e);
    }
  }

  private static void writeBytes(Response response, byte[] bytes, HttpServletRequest raw, HttpServletResponse out)
      throws IOException {
    if (response.isJson() && response.status() == 200 && (raw.getMethod().equals("GET") || isHead(raw))) {
      String tag = entityTag(bytes);
      out.setHeader("ETag", tag);
      if (matches(raw.getHeader("If-None-Match"), tag)) {
        out.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        out.flushBuffer();
        return;
      }
    }
    send(response.isJson() && bytes.length >= MIN_GZIP_BYTES, bytes, raw, out);
  }

  private static void send(boolean compressible, byte[] bytes, HttpServletRequest raw, HttpServletResponse out)
      throws IOException {
    byte[] body = bytes;
    if (compressible) {
      out.addHeader("Vary", "Accept-Encoding");
      if (takesGzip(raw.getHeader("Accept-Encoding"))) {
        body = gzip(bytes);
        out.setHeader("Content-Encoding", "gzip");
      }
    }
    out.setContentLength(body.length);
    if (!isHead(raw)) {
      out.getOutputStream().write(body);
    }
    out.flushBuffer();
  }

  /** Whether the headers alone are asked for. */
  private static boolean isHead(HttpServletRequest raw) {
    return raw.getMethod().equals("HEAD");
  }

  private static boolean matches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String one : ifNoneMatch.split(",", -1)) {
      if (one.strip().equals(tag) || one.strip().equals("*")) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String one : acceptEncoding.split(",", -1)) {
      String coding = one.strip();
      if (coding.startsWith("gzip") && !coding.replace(" ", "").endsWith(";q=0")) {
        return true;
      }
    }
    return false;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("compressing in memory failed", e);
    }
    return compressed.toByteArray();
  }

  /** A weak tag: the same JSON may be sent compressed or not. */
  private static String entityTag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
