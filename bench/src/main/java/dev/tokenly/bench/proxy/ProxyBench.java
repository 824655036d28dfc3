package dev.tokenly.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Direct, Tokenly's proxy and Portkey's gateway side by side: latency, throughput, CPU a request, streams, memory. The
 * argument, when there is one, names the folder {@code npm install @portkey-ai/gateway} was run in.
 */
public final class ProxyBench {
  private static final double WARM_UP_SECONDS = 6;
  private static final int WARM_UP_ROUNDS = 3;
  private static final double MEASURED_SECONDS = 6;
  private static final int MEGABYTE = 1 << 20;

  private ProxyBench() {}

  public static void main(String[] args) throws Exception {
    int plain = new PlainModel().port();
    int stream = new StreamModel().port();
    System.out.printf(
        Locale.ROOT, "%-8s %9s %9s %9s %9s %7s | %9s %9s %9s %9s %9s %7s %8s %8s | %9s | %5s %5s%n",
        "gateway", "c1 p50 us", "c1 p99 us", "c32 req/s", "c32 p99", "cpu us", "first ms", "apart p50", "apart p99",
        "at once50", "at once99",
        "2000 ok", "2000 p50", "2000 p99", "1MB req/s", "idle", "peak");
    for (Maker maker : gateways(args)) {
      measure(maker, plain, stream);
    }
  }

  /** Starts a gateway in front of a model's port. */
  private interface Maker {
    Gateway to(int model) throws IOException, InterruptedException;
  }

  private static List<Maker> gateways(String[] args) {
    List<Maker> gateways = new ArrayList<>();
    gateways.add(Gateway::direct);
    gateways.add(model -> Gateway.tokenly(model, Files.createTempDirectory("tokenly-bench")));
    if (args.length > 0) {
      gateways.add(model -> Gateway.portkey(model, Path.of(args[0])));
    }
    return gateways;
  }

  private static void measure(Maker maker, int plain, int stream) throws IOException, InterruptedException {
    String left;
    long idle;
    long peak;
    try (Gateway gateway = maker.to(plain)) {
      Thread.sleep(3_000);
      idle = gateway.residentMb("VmRSS");
      left = plain(gateway);
      peak = gateway.residentMb("VmHWM");
    }
    try (Gateway gateway = maker.to(stream)) {
      StreamLoad.warmUp(gateway, WARM_UP_SECONDS);
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        StreamLoad.run(gateway, 200, 0);
      }
      StreamLoad.Result apart = StreamLoad.run(gateway, 200, 5);
      StreamLoad.Result together = StreamLoad.run(gateway, 200, 0);
      StreamLoad.Result many = StreamLoad.run(gateway, 2_000, 0);
      peak = Math.max(peak, gateway.residentMb("VmHWM"));
      String[] parts = left.split("\\|", -1);
      System.out.printf(
          Locale.ROOT, "%-8s %s | %9.2f %9.0f %9.0f %9.0f %9.0f %7d %8.0f %8.0f | %s | %5d %5d%n", gateway.name(),
          parts[0],
          apart.firstByteP50(), apart.endP50(), apart.endP99(), together.endP50(), together.endP99(),
          2_000 - many.broken(), many.endP50(), many.endP99(), parts[1], idle, peak);
    }
  }

  private static String plain(Gateway gateway) throws IOException {
    PlainLoad one = new PlainLoad(gateway, 1, 0);
    PlainLoad many = new PlainLoad(gateway, 32, 0);
    many.run(WARM_UP_SECONDS);
    many.close();
    PlainLoad.Result single = one.run(MEASURED_SECONDS);
    one.close();
    many = new PlainLoad(gateway, 32, 0);
    long cpu = gateway.cpuMicros();
    PlainLoad.Result full = many.run(MEASURED_SECONDS);
    double each = (gateway.cpuMicros() - cpu) / (double) Math.max(1, full.count());
    many.close();
    PlainLoad large = new PlainLoad(gateway, 8, MEGABYTE);
    PlainLoad.Result megabytes = large.run(MEASURED_SECONDS);
    large.close();
    return String.format(
        Locale.ROOT, "%9.0f %9.0f %9.0f %9.0f %7.0f|%9.0f", single.p50(), single.p99(), full.perSecond(), full.p99(),
        each, megabytes.perSecond());
  }
}
