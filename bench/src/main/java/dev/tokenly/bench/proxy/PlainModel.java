package dev.tokenly.bench.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A model server that answers at once with one chat completion: one thread, as cheap as Java can. */
final class PlainModel {
  private static final String BODY =
      """
      {"id":"chatcmpl-0123456789abcdefghij","object":"chat.completion","created":1,"model":"bench","choices":[{"index":0,\
      "message":{"role":"assistant","content":"Hello! How may I assist you today? This is a short answer."},\
      "finish_reason":"stop"}],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,\
      "prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}""";
  private static final byte[] REPLY =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private final Selector selector;
  private final ServerSocketChannel server;

  PlainModel() throws IOException {
    this.selector = Selector.open();
    this.server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    Thread.ofPlatform().name("plain-model").daemon(true).start(this::run);
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private void run() {
    try {
      while (true) {
        selector.select(this::ready);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel accepted = server.accept();
        accepted.configureBlocking(false);
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(3 << 20));
      } else {
        answer((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
      }
    } catch (IOException _) {
      key.cancel();
    }
  }

  private static void answer(SocketChannel channel, ByteBuffer in) throws IOException {
    if (channel.read(in) < 0) {
      channel.close();
      return;
    }
    for (int length = request(in); length > 0; length = request(in)) {
      in.flip().position(length);
      in.compact();
      channel.write(ByteBuffer.wrap(REPLY));
    }
  }

  /** The length of the first whole request in the buffer; 0 when there is none yet. */
  private static int request(ByteBuffer in) {
    byte[] bytes = new byte[in.position()];
    in.get(0, bytes);
    int end = in.position();
    for (int at = 3; at < end; at++) {
      if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
        String head = new String(bytes, 0, at, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int length = at + 1 + contentLength(head);
        return length <= end ? length : 0;
      }
    }
    return 0;
  }

  private static int contentLength(String head) {
    int from = head.indexOf("content-length:");
    return from < 0 ? 0 : Integer.parseInt(head.substring(from + 15, head.indexOf('\r', from)).strip());
  }
}
