package dev.tokenly.proxy.relay;

import dev.tokenly.formats.api.ReplyUsage;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.proxy.meter.CallRecord;
import dev.tokenly.proxy.meter.End;
import dev.tokenly.proxy.meter.Outcome;
import dev.tokenly.proxy.meter.ReplyMeter;
import dev.tokenly.proxy.meter.UsageChunkFilter;
import dev.tokenly.proxy.spool.CallLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** One try of a call at its upstream, which is one record whatever becomes of it. */
final class Attempt {
  private static final int MOST_OF_AN_ERROR = 64 << 10;

  private final Room room;
  private final Service service;
  private final CallRecord record;
  private final CallLog.@Nullable Call call;
  private final Client client;
  private final long began = System.nanoTime();

  /** Whoever waits for the answer, and the conversation it belongs to. */
  record Client(Request request, org.eclipse.jetty.server.Response response, @Nullable String session) {}

  Attempt(Room room, Service service, CallRecord record, CallLog.@Nullable Call call, Client client) {
    this.room = room;
    this.service = service;
    this.record = record;
    this.call = call;
    this.client = client;
  }

  /**
   * Asks and passes the reply on; answers false when the upstream refused to be asked for usage and nothing was passed on.
   * Throws the refusal to answer when there is no reply, and an I/O failure when the reply was cut.
   */
  boolean run(org.eclipse.jetty.client.Request request, boolean asked, Bodies.Held body)
      throws Refusal, IOException, InterruptedException {
    UpstreamReply reply = UpstreamReply.to(request);
    Departure departure = new Departure(reply, room.means().departures());
    try (ClientWatch watch = watch(departure)) {
      Response head = head(reply, departure);
      byte[] first = new byte[0];
      if (asked && (head.getStatus() == 400 || head.getStatus() == 422)) {
        first = beginning(reply);
        if (service.mayAskWithout() && mentionsAsking(first)) {
          end(outcome(head, End.UPSTREAM_ERROR, head.getStatus(), null, 0, 0));
          reply.abort(new Departure.ClientGone());
          return false;
        }
      }
      body.close();
      checkRedirect(head);
      if (watch.pipelined()) {
        client.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      if (head.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
        watch.stop(); // with the last byte the client may begin its next request, which is not ours to read
      }
      transfer(reply, head, departure, asked, first);
      return true;
    } finally {
      departure.over();
    }
  }

  private ClientWatch watch(Departure departure) {
    return ClientWatch.of(
        client.request().getConnectionMetaData().getConnection().getEndPoint(), departure::happens);
  }

  private Response head(UpstreamReply reply, Departure departure) throws Refusal, InterruptedException, IOException {
    try {
      return reply.awaitHead();
    } catch (IOException e) {
      if (departure.hasHappened()) {
        end(new Outcome(499, End.CLIENT_ABORT, null, null, new Outcome.Timing(null, sinceBegan(), 0, false)));
        throw e;
      }
      Failure failure = Failure.of(e);
      end(new Outcome(failure.status(), failure.end(), null, null, new Outcome.Timing(null, sinceBegan(), 0, false)));
      throw new Refusal(failure.status(), failure.sentence(service.name()));
    }
  }

  private static byte[] beginning(UpstreamReply reply) throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean last = false;
    while (!last && bytes.size() < MOST_OF_AN_ERROR) {
      Content.Chunk chunk = reply.next();
      last = chunk.isLast();
      bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
      chunk.release();
    }
    return bytes.toByteArray();
  }

  private static boolean mentionsAsking(byte[] error) {
    String text = new String(error, StandardCharsets.UTF_8);
    return text.contains("stream_options") || text.contains("include_usage");
  }

  private void checkRedirect(Response head) throws Refusal {
    if (Redirects.leadElsewhere(head)) {
      end(outcome(head, End.UPSTREAM_ERROR, 502, null, 0, 0));
      throw Redirects.refusal(service.name());
    }
  }

  private void transfer(UpstreamReply reply, Response head, Departure departure, boolean asked, byte[] first)
      throws Refusal, IOException, InterruptedException {
    HttpFields headers = head.getHeaders();
    String type = Headers.value(headers, "content-type");
    String encoding = Headers.value(headers, "content-encoding");
    boolean events = type.startsWith("text/event-stream");
    UsageChunkFilter filter = asked && events && encoding.isEmpty() ? new UsageChunkFilter() : null;
    ReplyMeter meter = new ReplyMeter(type, encoding);
    Progress progress = new Progress(meter, usage -> note(head, usage, meter.bytes(), events));
    Transfer transfer =
        new Transfer(reply, client.response(), departure, new Transfer.Counting(meter, filter, progress));
    begin(head, filter != null);
    try {
      transfer.run(first);
      meter.end(true);
      finish(head, meter, transfer, departure, null);
    } catch (IOException e) {
      meter.end(false);
      finish(head, meter, transfer, departure, e);
      if (!departure.hasHappened() && !client.response().isCommitted()) {
        throw new Refusal(502, Failure.of(e).sentence(service.name()));
      }
      throw e;
    }
    if (transfer.missed()) {
      throw new EofException("the client hung up before it had everything");
    }
  }

  private void begin(Response head, boolean filtered) {
    client.response().setStatus(head.getStatus());
    Headers.copyEndToEnd(head.getHeaders(), client.response().getHeaders());
    if (filtered) {
      client.response().getHeaders().remove(HttpHeader.CONTENT_LENGTH);
    }
  }

  private void note(Response head, ReplyUsage usage, long bytes, boolean events) {
    if (call != null) {
      call.progress(
          record.of(
              new Outcome(
                  0, End.PROXY_CRASH, usage, exchangeId(head), new Outcome.Timing(null, sinceBegan(), bytes, events))));
    }
  }

  private void finish(
      Response head, ReplyMeter meter, Transfer transfer, Departure departure, @Nullable IOException cut) {
    ReplyUsage usage = Finality.of(meter.usage(), cut != null);
    End end = Finality.end(cut, usage, cut == null ? transfer.missed() : departure.hasHappened());
    int status =
        switch (end) {
          case CLIENT_ABORT -> 499;
          case TIMEOUT -> 504;
          case UPSTREAM_ERROR -> head.getStatus() < 400 ? 502 : head.getStatus();
          case COMPLETE, PROXY_CRASH -> head.getStatus();
        };
    if (usage.answer().id() != null) {
      room.conversations().answered(usage.answer().id(), client.session());
    }
    end(outcome(head, end, status, usage, transfer.firstByteNanos(), meter.bytes()));
  }

  private Outcome outcome(
      Response head, End end, int status, @Nullable ReplyUsage usage, long firstByteNanos, long bytes) {
    Long firstByte = firstByteNanos == 0 ? null : (firstByteNanos - began) / 1_000_000;
    boolean events = Headers.value(head.getHeaders(), "content-type").startsWith("text/event-stream");
    Outcome.Timing timing = new Outcome.Timing(firstByte, sinceBegan(), bytes, events);
    return new Outcome(status, end, usage, exchangeId(head), timing);
  }

  /** The id of the HTTP exchange, where it is the provider's own: tools log it beside the reply's id. */
  private static @Nullable String exchangeId(Response head) {
    String anthropic = head.getHeaders().get("request-id");
    String id = anthropic != null ? anthropic : head.getHeaders().get("x-request-id");
    return id != null && id.startsWith("req_") ? id : null;
  }

  private long sinceBegan() {
    return (System.nanoTime() - began) / 1_000_000;
  }

  private void end(Outcome outcome) {
    UsageRecord usage = record.of(outcome);
    room.means().allowance().used(usage); // before the record is seen: its reader may rely on the budget knowing it
    room.counters().recorded(usage);
    if (call != null) {
      call.end(usage);
    }
  }
}
