package dev.tokenly.bench.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Sends plain calls over a fixed number of kept connections as fast as they are answered, on one thread. */
final class PlainLoad {
  private final Selector selector = Selector.open();
  private final byte[] request;
  private long[] latencies = new long[1 << 20];
  private int count;
  private int failed;

  PlainLoad(Gateway gateway, int connections, int size) throws IOException {
    this.request = Wires.request(gateway, false, size);
    for (int number = 0; number < connections; number++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new Call());
    }
  }

  /** One connection's call under way. */
  private final class Call {
    final ByteBuffer in = ByteBuffer.allocate(64 << 10);
    ByteBuffer out = ByteBuffer.wrap(request);
    long began;

    void begin(SocketChannel channel, SelectionKey key) throws IOException {
      in.clear();
      out = ByteBuffer.wrap(request);
      began = System.nanoTime();
      send(channel, key);
    }

    void send(SocketChannel channel, SelectionKey key) throws IOException {
      channel.write(out);
      key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }

  /** Answers per second, latencies in microseconds, failures. */
  record Result(double perSecond, double p50, double p99, long count, int failed) {}

  Result run(double seconds) throws IOException {
    count = 0;
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    for (SelectionKey key : selector.keys()) {
      ((Call) key.attachment()).begin((SocketChannel) key.channel(), key);
    }
    while (System.nanoTime() < end) {
      selector.select(this::ready, 100);
    }
    double took = (System.nanoTime() - begin) / 1e9;
    long[] sorted = Arrays.copyOf(latencies, count);
    Arrays.sort(sorted);
    return new Result(count / took, at(sorted, 0.5), at(sorted, 0.99), count, failed);
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }

  private void ready(SelectionKey key) {
    Call call = (Call) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (key.isWritable()) {
        call.send(channel, key);
      }
      if (key.isReadable() && channel.read(call.in) >= 0 && isWhole(call.in)) {
        note(System.nanoTime() - call.began);
        call.begin(channel, key);
      }
    } catch (IOException _) {
      failed++;
      key.cancel();
    }
  }

  private void note(long nanos) {
    if (count == latencies.length) {
      latencies = Arrays.copyOf(latencies, count * 2);
    }
    latencies[count++] = nanos;
  }

  private static boolean isWhole(ByteBuffer in) {
    String text = StandardCharsets.ISO_8859_1.decode(in.duplicate().flip()).toString();
    int body = text.indexOf("\r\n\r\n") + 4;
    if (body < 4) {
      return false;
    }
    String head = text.substring(0, body).toLowerCase(Locale.ROOT);
    int length = head.indexOf("content-length:");
    if (length < 0) {
      return text.endsWith("0\r\n\r\n");
    }
    int expected = Integer.parseInt(head.substring(length + 15, head.indexOf('\r', length)).strip());
    return text.length() >= body + expected;
  }

  void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
