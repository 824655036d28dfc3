package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.meter.CallMetadata;
import dev.tokenly.proxy.meter.CallRecord;
import dev.tokenly.proxy.meter.Caller;
import dev.tokenly.proxy.meter.Endpoint;
import dev.tokenly.proxy.meter.RequestBody;
import dev.tokenly.proxy.meter.RequestFacts;
import dev.tokenly.proxy.meter.RequestFilter;
import dev.tokenly.proxy.meter.RequestReader;
import dev.tokenly.proxy.spool.CallLog;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** One call that is counted: read, written down, asked of the upstream, passed on, written down again. */
final class MeteredCall {
  private static final Pattern TRIES = Pattern.compile("[0-9]{1,3}");

  private final Room room;
  private final Service service;
  private final Endpoint endpoint;
  private final @Nullable String user;
  private final Request request;
  private final Response response;

  MeteredCall(Room room, Service service, Endpoint endpoint, Incoming incoming) {
    this.room = room;
    this.service = service;
    this.endpoint = endpoint;
    this.user = incoming.user();
    this.request = incoming.request();
    this.response = incoming.response();
  }

  /** A call that may pass. */
  record Incoming(@Nullable String user, Request request, Response response) {}

  /** Makes the call; throws the refusal to be answered, or what cut the reply after it had begun. */
  void run() throws Refusal, IOException, InterruptedException {
    room.means().allowance().check(service.name(), user);
    try (Bodies.Held body = room.means().bodies().read(request)) {
      RequestFilter.Filtered filtered = RequestFilter.apply(service.settings().rules().filters(), body.bytes());
      RequestFacts facts = RequestReader.read(filtered.body()).orModel(Endpoint.modelIn(path()));
      CallMetadata metadata = new CallMetadata(endpoint, facts, body.bytes().length, filtered.savedChars());
      boolean ask = facts.streaming() && !facts.hasStreamOptions() && service.asksForUsage(endpoint);
      Attempt first = attempt(metadata, triesBefore(request.getHeaders()) + 1);
      byte[] asking = ask ? RequestBody.askingForUsage(filtered.body()) : filtered.body();
      if (!first.run(upstreamRequest(asking), ask, body)) {
        service.refusedAsking();
        attempt(metadata, triesBefore(request.getHeaders()) + 2).run(upstreamRequest(filtered.body()), false, body);
      }
    }
  }

  private Attempt attempt(CallMetadata metadata, int number) throws Refusal {
    String id = room.means().ids().next();
    HttpFields headers = request.getHeaders();
    RequestFacts.Hints hints = metadata.facts().hints();
    String session = room.conversations().of(headers::get, hints);
    String who = user != null ? user : hints.user();
    Caller caller =
        new Caller(
            service.settings().labels(), who, session, new Caller.Attempt(logicalRequest(headers, id), number));
    CallRecord record =
        new CallRecord(id, Clock.systemUTC().instant(), service.provider(endpoint), caller, metadata);
    return new Attempt(room, service, record, begin(record), new Attempt.Client(request, response, session));
  }

  private CallLog.@Nullable Call begin(CallRecord record) throws Refusal {
    if (room.failClosed() && !room.log().isHealthy()) {
      throw unrecordable();
    }
    try {
      return room.log().begin(record.unheard());
    } catch (IOException _) {
      if (room.failClosed()) {
        throw unrecordable();
      }
      room.counters().unmetered();
      return null;
    }
  }

  private static Refusal unrecordable() {
    return new Refusal(503, "calls cannot be recorded now (the spool's disk is full?) and are not served unrecorded",
        10);
  }

  /** What ties the tries of one request together, where its SDK says so. */
  private static String logicalRequest(HttpFields headers, String otherwise) {
    String key = headers.get("idempotency-key");
    return key != null ? key : otherwise;
  }

  /** The SDKs of OpenAI and Anthropic count their tries. */
  private static int triesBefore(HttpFields headers) {
    String count = Headers.value(headers, "x-stainless-retry-count");
    return TRIES.matcher(count).matches() ? Integer.parseInt(count) : 0;
  }

  private String path() {
    return String.valueOf(request.getHttpURI().getPath());
  }

  private org.eclipse.jetty.client.Request upstreamRequest(byte[] body) {
    String path = path() + service.credentials().query(request.getHttpURI().getQuery());
    return service
        .upstream()
        .request(request.getMethod(), path)
        .headers(this::copyHeaders)
        .body(new BytesRequestContent(Headers.value(request.getHeaders(), "content-type"), body));
  }

  private void copyHeaders(HttpFields.Mutable headers) {
    Headers.copyEndToEnd(request.getHeaders(), headers);
    headers.remove(HttpHeader.HOST);
    headers.remove(HttpHeader.CONTENT_LENGTH);
    headers.put(HttpHeader.ACCEPT_ENCODING, "identity");
    service.credentials().replace(headers, endpoint.service());
  }
}
