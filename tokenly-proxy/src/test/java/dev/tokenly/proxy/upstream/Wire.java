package dev.tokenly.proxy.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The upstream's end of a connection. */
public final class Wire {
  private final Socket socket;

  Wire(Socket socket) {
    this.socket = socket;
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole reply with its length. */
  public void reply(int status, String type, byte[] body, String... headers) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head(status, type, headers).append("Content-Length: ").append(body.length).append("\r\n\r\n")
        .toString().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body);
    send(all.toByteArray());
  }

  public void json(int status, String body, String... headers) throws IOException {
    reply(status, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** The head of a reply whose body follows in chunks. */
  public void beginChunked(int status, String type, String... headers) throws IOException {
    send(head(status, type, headers).append("Transfer-Encoding: chunked\r\n\r\n").toString());
  }

  public void beginEvents(String... headers) throws IOException {
    beginChunked(200, "text/event-stream; charset=utf-8", headers);
  }

  public void chunk(byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      ByteArrayOutputStream chunk = new ByteArrayOutputStream();
      chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunk.writeBytes(bytes);
      chunk.writeBytes(new byte[] {'\r', '\n'});
      send(chunk.toByteArray());
    }
  }

  public void chunk(String text) throws IOException {
    chunk(text.getBytes(StandardCharsets.UTF_8));
  }

  public void endChunks() throws IOException {
    send("0\r\n\r\n");
  }

  /** A whole event stream, each piece in a chunk of its own. */
  public void events(byte[]... pieces) throws IOException {
    beginEvents();
    for (byte[] piece : pieces) {
      chunk(piece);
    }
    endChunks();
  }

  /** Closes the connection in good order. */
  public void close() throws IOException {
    socket.close();
  }

  /** Cuts the connection as a crashed server does. */
  public void cut() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits until the other side has closed the connection; true when it did within the time. */
  public boolean awaitClosed(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException _) {
      return false;
    } catch (java.net.SocketException _) {
      return true;
    }
  }

  private static StringBuilder head(int status, String type, String... headers) {
    StringBuilder head =
        new StringBuilder("HTTP/1.1 ").append(status).append(" Status\r\nContent-Type: ").append(type).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head;
  }
}
