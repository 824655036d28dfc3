package dev.tokenly.server.metrics;

import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.function.Consumer;

/** {@code GET /metrics}: open to this machine, with a login from elsewhere. */
public final class MetricsEndpoint {
  private final RequestTimes requests;
  private final Consumer<MetricText> rooms;

  /** {@code rooms} adds what the rooms of the server know of themselves. */
  public MetricsEndpoint(RequestTimes requests, Consumer<MetricText> rooms) {
    this.requests = requests;
    this.rooms = rooms;
  }

  public Response show(Request request) {
    MetricText text = new MetricText();
    requests.writeTo(text);
    rooms.accept(text);
    machine(text);
    return Response.text("text/plain; version=0.0.4; charset=utf-8", text.toString());
  }

  private static void machine(MetricText text) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    text.gauge("jvm_memory_heap_used_bytes", "Heap in use.", heap.getUsed());
    text.gauge("jvm_memory_heap_committed_bytes", "Heap taken from the system.", heap.getCommitted());
    text.gauge("jvm_threads", "Platform threads.", ManagementFactory.getThreadMXBean().getThreadCount());
    double seconds = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      seconds += Math.max(0, collector.getCollectionTime()) / 1e3;
    }
    text.counter("jvm_gc_seconds_total", "Time spent collecting garbage.", seconds);
    text.gauge("process_uptime_seconds", "Since the process began.",
        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
  }
}
