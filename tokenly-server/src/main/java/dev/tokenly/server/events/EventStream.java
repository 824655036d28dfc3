package dev.tokenly.server.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tokenly.model.access.Permission;
import dev.tokenly.model.json.Json;
import dev.tokenly.server.http.Caller;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/manage/events}: events as {@code text/event-stream}, resumable by {@code Last-Event-ID}, with a comment
 * every 15 s so that dead connections are noticed. {@code ?types=} chooses, {@code ?records=true} adds single records.
 */
public final class EventStream {
  private static final Duration PULSE = Duration.ofSeconds(15);
  private static final int MAX_LISTENERS = 512;

  private final Events events;

  public EventStream(Events events) {
    this.events = events;
  }

  public Response stream(Request request) {
    if (events.listenerCount() >= MAX_LISTENERS) {
      throw Refusal.unavailable("too_many_listeners", "there are " + MAX_LISTENERS + " listeners already", 30);
    }
    Predicate<Event> wanted = wanted(request);
    Long after = lastEventId(request);
    return Response.stream("text/event-stream; charset=utf-8", out -> write(out, wanted, after))
        .withHeader("X-Accel-Buffering", "no");
  }

  private static Predicate<Event> wanted(Request request) {
    Caller caller = request.caller();
    List<String> types = request.query().list("types");
    boolean wantsRecords = request.query().flag("records");
    return event -> {
      Permission needed = event.type().needed();
      boolean isRecord = event.data().containsKey("record");
      boolean isBatch = event.type() == Event.Type.USAGE && !isRecord;
      boolean isRightGrain = wantsRecords ? !isBatch : !isRecord;
      return (needed == null || caller.may(needed))
          && (types.isEmpty() || types.contains(event.type().wireName()))
          && isRightGrain;
    };
  }

  private static @Nullable Long lastEventId(Request request) {
    String text = request.header("Last-Event-ID").or(() -> request.query().text("last_event_id")).orElse("");
    try {
      return text.isEmpty() ? null : Long.valueOf(text);
    } catch (NumberFormatException _) {
      throw Refusal.invalid("Last-Event-ID", "the id of an event of this stream is needed");
    }
  }

  private void write(OutputStream out, Predicate<Event> wanted, @Nullable Long after)
      throws IOException, InterruptedException {
    try (Listener listener = events.listen(wanted, after)) {
      send(out, ": connected\nretry: 2000\n\n");
      while (!listener.hasEnded()) {
        Event event = listener.next(PULSE);
        send(out, event == null ? ": pulse\n\n" : text(event));
      }
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String text(Event event) {
    try {
      return "id: " + event.id() + "\nevent: " + event.type().wireName() + "\ndata: "
          + Json.mapper().writeValueAsString(new Data(event.type().wireName(), event.at(), event.data())) + "\n\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for an event of type " + event.type(), e);
    }
  }

  private record Data(String type, Instant timestamp, Object data) {}
}
