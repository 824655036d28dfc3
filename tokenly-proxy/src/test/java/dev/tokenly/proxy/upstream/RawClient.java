package dev.tokenly.proxy.upstream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client on a raw socket, which sees how a reply ended. */
public final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  public RawClient(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.socket.setTcpNoDelay(true);
    this.socket.setSoTimeout(20_000);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** A reply: {@code whole} is false when it was cut before its own end. */
  public record Reply(int status, Map<String, String> headers, String latin1, boolean whole) {
    public byte[] body() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    public String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }
  }

  /** One POST on a connection of its own. */
  public static Reply post(int port, String path, String body, String... headers) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
      return client.read();
    }
  }

  public static Reply get(int port, String path, String... headers) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send("GET", path, new byte[0], headers);
      return client.read();
    }
  }

  public void send(String method, String path, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    boolean named = false;
    for (String header : headers) {
      named |= header.toLowerCase(Locale.ROOT).startsWith("host:");
      head.append(header).append("\r\n");
    }
    head.append(named ? "" : "Host: 127.0.0.1\r\n");
    head.append(body.length > 0 ? "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n" : "");
    raw(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    raw(body);
  }

  public void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads a whole reply, whichever way it is framed. */
  public Reply read() throws IOException {
    Map<String, String> headers = new TreeMap<>();
    String status = line();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = body(headers, body);
    return new Reply(Integer.parseInt(status.split(" ", -1)[1]), headers, body.toString(StandardCharsets.ISO_8859_1),
        whole);
  }

  private boolean body(Map<String, String> headers, ByteArrayOutputStream body) throws IOException {
    try {
      if ("chunked".equals(headers.get("transfer-encoding"))) {
        return chunks(body);
      }
      String length = headers.get("content-length");
      if (length != null) {
        byte[] bytes = in.readNBytes(Integer.parseInt(length));
        body.writeBytes(bytes);
        return bytes.length == Integer.parseInt(length);
      }
      in.transferTo(body);
      return true;
    } catch (SocketException | EOFException _) {
      return false;
    }
  }

  private boolean chunks(ByteArrayOutputStream body) throws IOException {
    while (true) {
      int size = Integer.parseInt(line(), 16);
      byte[] bytes = in.readNBytes(size);
      body.writeBytes(bytes);
      if (bytes.length < size) {
        return false;
      }
      line();
      if (size == 0) {
        return true;
      }
    }
  }

  /** The next bytes that come, at most so many. */
  public byte[] some(int most) throws IOException {
    byte[] bytes = new byte[most];
    int length = in.read(bytes);
    return length < 0 ? new byte[0] : Arrays.copyOf(bytes, length);
  }

  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the connection was closed");
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    if (next < 0) {
      throw new EOFException("the connection was closed within a line");
    }
    return line.toString();
  }

  /** Says that nothing more is sent, and still reads. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Hangs up as a killed client does. */
  public void hangUp() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
