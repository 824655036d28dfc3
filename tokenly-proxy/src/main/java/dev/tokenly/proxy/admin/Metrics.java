package dev.tokenly.proxy.admin;

import dev.tokenly.proxy.spool.CallLog;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** The proxy's counters as Prometheus text. */
final class Metrics {
  private Metrics() {}

  static String text(Counters counters, CallLog log) {
    StringBuilder text = new StringBuilder(2048);
    family(text, counters, "calls_total", "Calls recorded.", service -> service.calls);
    family(text, counters, "calls_failed_total", "Calls recorded with a status of 400 or more.",
        service -> service.failed);
    family(text, counters, "prompt_tokens_total", "Prompt tokens, caches included.", service -> service.input);
    family(text, counters, "output_tokens_total", "Output tokens.", service -> service.output);
    family(text, counters, "cache_read_tokens_total", "Prompt tokens read from a cache.", service -> service.cached);
    family(text, counters, "call_milliseconds_total", "Time calls took.", service -> service.milliseconds);
    single(text, "calls_under_way", "gauge", "Calls under way.", counters.underWay());
    single(text, "unmetered_calls_total", "counter", "Calls served without a record.", counters.unmeteredCalls());
    single(text, "records_dropped_total", "counter", "Records lost for want of room.", log.dropped());
    single(text, "spool_healthy", "gauge", "1 while records reach the spool.", log.isHealthy() ? 1 : 0);
    return text.toString();
  }

  private static void family(
      StringBuilder text, Counters counters, String name, String help, Function<Counters.Service, LongAdder> value) {
    head(text, name, "counter", help);
    counters
        .services()
        .forEach(
            (service, counts) -> text.append("tokenly_proxy_")
                .append(name)
                .append("{service=\"")
                .append(escaped(service))
                .append("\"} ")
                .append(value.apply(counts).sum())
                .append('\n'));
  }

  private static void single(StringBuilder text, String name, String type, String help, long value) {
    head(text, name, type, help);
    text.append("tokenly_proxy_").append(name).append(' ').append(value).append('\n');
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP tokenly_proxy_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE tokenly_proxy_").append(name).append(' ').append(type).append('\n');
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
