package dev.tokenly.bench.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many streams at once, each on a connection and a virtual thread of its own. */
final class StreamLoad {
  private StreamLoad() {}

  /** Milliseconds until the first byte and until the end, and streams that broke. */
  record Result(double firstByteP50, double endP50, double endP99, long broken) {}

  private record Times(double firstByte, double end) {}

  /** As many streams as come through in a time, 16 at once: what runs for the first time is no measure. */
  static void warmUp(Gateway gateway, double seconds) throws InterruptedException {
    byte[] request = Wires.hurriedStream(gateway);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < 16; number++) {
        Future<?> _ = threads.submit(() -> {
          while (System.nanoTime() < end) {
            one(gateway.port(), request);
          }
          return null;
        });
      }
    }
  }

  /** Begins streams {@code apartMillis} one after the other, 0 for all at once, and waits for all of them. */
  static Result run(Gateway gateway, int streams, int apartMillis) throws InterruptedException {
    byte[] request = Wires.request(gateway, true, 0);
    List<Times> times = new ArrayList<>();
    int broken = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Times>> running = new ArrayList<>();
      for (int number = 0; number < streams; number++) {
        running.add(threads.submit(() -> one(gateway.port(), request)));
        Thread.sleep(apartMillis);
      }
      for (Future<Times> stream : running) {
        try {
          times.add(stream.get());
        } catch (ExecutionException _) {
          broken++;
        }
      }
    }
    double[] ends = times.stream().mapToDouble(Times::end).sorted().toArray();
    double[] firsts = times.stream().mapToDouble(Times::firstByte).sorted().toArray();
    return new Result(at(firsts, 0.5), at(ends, 0.5), at(ends, 0.99), broken);
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
  }

  private static Times one(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
      long began = System.nanoTime();
      socket.getOutputStream().write(request);
      double first = 0;
      for (String line = Wires.line(in); !line.equals("0"); line = Wires.line(in)) {
        if (first == 0 && line.startsWith("data:")) {
          first = (System.nanoTime() - began) / 1e6;
        }
      }
      return new Times(first, (System.nanoTime() - began) / 1e6);
    }
  }
}
