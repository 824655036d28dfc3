package dev.tokenly.proxy.admin;

import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the proxy has done since it started, by service; thread-safe and cheap enough for every call. */
public final class Counters {
  private final Map<String, Service> services = new ConcurrentHashMap<>();
  private final LongAdder inFlight = new LongAdder();
  private final LongAdder unmetered = new LongAdder();

  /** One service's counts. */
  static final class Service {
    final LongAdder calls = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder input = new LongAdder();
    final LongAdder output = new LongAdder();
    final LongAdder cached = new LongAdder();
    final LongAdder milliseconds = new LongAdder();
  }

  /** A call has come in. */
  public void began() {
    inFlight.increment();
  }

  /** A call has left, metered or not. */
  public void left() {
    inFlight.decrement();
  }

  /** Calls under way now. */
  public long underWay() {
    return inFlight.sum();
  }

  /** A call was served that could not be written down. */
  public void unmetered() {
    unmetered.increment();
  }

  public long unmeteredCalls() {
    return unmetered.sum();
  }

  /** A call's record is final. */
  public void recorded(UsageRecord usage) {
    Service service = services.computeIfAbsent(String.valueOf(usage.attribution().application()), _ -> new Service());
    Tokens tokens = usage.tokens();
    service.calls.increment();
    Integer status = usage.details().status();
    if (status != null && status >= 400) {
      service.failed.increment();
    }
    service.input.add(tokens.prompt());
    service.output.add(tokens.output());
    service.cached.add(tokens.cacheRead());
    Long duration = usage.details().durationMs();
    service.milliseconds.add(duration == null ? 0 : duration);
  }

  Map<String, Service> services() {
    return new TreeMap<>(services);
  }
}
