package dev.tokenly.server;

import dev.tokenly.server.events.Event;
import dev.tokenly.server.events.Events;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells listeners when the server begins to fare badly, and when that is over; belongs to one thread. */
final class TroubleWatch {
  private final Supplier<@Nullable String> trouble;
  private final Events events;
  private @Nullable String told;

  TroubleWatch(Supplier<@Nullable String> trouble, Events events) {
    this.trouble = trouble;
    this.events = events;
  }

  void look() {
    String now = trouble.get();
    if (Objects.equals(now, told)) {
      return;
    }
    told = now;
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("alert", now == null ? "storage_recovered" : "storage_trouble");
    data.put("message", now == null ? "uploads are stored again" : now);
    events.publish(Event.Type.SYSTEM_ALERT, data);
  }
}
