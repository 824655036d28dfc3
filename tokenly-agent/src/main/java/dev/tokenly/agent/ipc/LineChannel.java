package dev.tokenly.agent.ipc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lines of text over a Unix domain socket, both ways; one thread may read while others write. */
public final class LineChannel implements AutoCloseable {
  private final SocketChannel socket;
  private final BufferedReader lines;

  public LineChannel(SocketChannel socket) {
    this.socket = socket;
    this.lines = new BufferedReader(new InputStreamReader(Channels.newInputStream(socket), StandardCharsets.UTF_8));
  }

  /** Connects to the launcher's socket. */
  public static LineChannel connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new LineChannel(channel);
  }

  /** The next line; null when the other side is gone. */
  public @Nullable String read() throws IOException {
    return lines.readLine();
  }

  /** Sends a line. */
  public void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
    synchronized (socket) {
      while (bytes.hasRemaining()) {
        socket.write(bytes);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
