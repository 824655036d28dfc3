package dev.tokenly.server.metrics;

import dev.tokenly.server.http.RequestLog;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests by route and status, and how long they took by route in a histogram. */
public final class RequestTimes implements RequestLog {
  private static final double[] BOUNDS_SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};

  private final Map<String, Histogram> byRoute = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> byStatus = new ConcurrentSkipListMap<>();

  private static final class Histogram {
    private final LongAdder[] buckets = new LongAdder[BOUNDS_SECONDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Histogram() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    void add(long elapsed) {
      int bucket = 0;
      while (bucket < BOUNDS_SECONDS.length && elapsed > BOUNDS_SECONDS[bucket] * 1e9) {
        bucket++;
      }
      buckets[bucket].increment();
      nanos.add(elapsed);
    }
  }

  @Override
  public void answered(String route, int status, long nanos) {
    byRoute.computeIfAbsent(route, _ -> new Histogram()).add(nanos);
    byStatus.computeIfAbsent("route=\"" + route + "\",status=\"" + status + '"', _ -> new LongAdder()).increment();
  }

  void writeTo(MetricText text) {
    text.family("tokenly_http_requests_total", "counter", "Requests answered, by route and status.");
    byStatus.forEach((labels, count) -> text.sample("tokenly_http_requests_total", labels, count.sum()));
    text.family("tokenly_http_request_duration_seconds", "histogram", "How long answering took, by route.");
    byRoute.forEach((route, histogram) -> write(text, "route=\"" + route + '"', histogram));
  }

  private static void write(MetricText text, String route, Histogram histogram) {
    long count = 0;
    for (int i = 0; i < histogram.buckets.length; i++) {
      count += histogram.buckets[i].sum();
      String bound = i < BOUNDS_SECONDS.length ? Double.toString(BOUNDS_SECONDS[i]) : "+Inf";
      text.sample("tokenly_http_request_duration_seconds_bucket", route + ",le=\"" + bound + '"', count);
    }
    text.sample("tokenly_http_request_duration_seconds_sum", route, histogram.nanos.sum() / 1e9);
    text.sample("tokenly_http_request_duration_seconds_count", route, count);
  }
}
