package dev.tokenly.proxy.relay;

import java.io.IOException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A call that is passed on without being counted: model lists, health checks, file uploads. Bodies stream both ways. */
final class PassThrough {
  private final Room room;
  private final Service service;
  private final Request request;
  private final Response response;

  PassThrough(Room room, Service service, Request request, Response response) {
    this.room = room;
    this.service = service;
    this.request = request;
    this.response = response;
  }

  void run() throws Refusal, IOException, InterruptedException {
    UpstreamReply reply = UpstreamReply.to(upstreamRequest());
    Departure departure = new Departure(reply, room.means().departures());
    try {
      org.eclipse.jetty.client.Response head = head(reply);
      response.setStatus(head.getStatus());
      Headers.copyEndToEnd(head.getHeaders(), response.getHeaders());
      new Transfer(reply, response, departure, Transfer.Counting.NONE).run(new byte[0]);
    } finally {
      departure.over();
    }
  }

  private org.eclipse.jetty.client.Response head(UpstreamReply reply) throws Refusal, InterruptedException {
    try {
      org.eclipse.jetty.client.Response head = reply.awaitHead();
      if (Redirects.leadElsewhere(head)) {
        reply.abort(new Departure.ClientGone());
        throw Redirects.refusal(service.name());
      }
      return head;
    } catch (IOException e) {
      Failure failure = Failure.of(e);
      throw new Refusal(failure.status(), failure.sentence(service.name()));
    }
  }

  private org.eclipse.jetty.client.Request upstreamRequest() {
    String path = request.getHttpURI().getPath() + service.credentials().query(request.getHttpURI().getQuery());
    org.eclipse.jetty.client.Request upstream =
        service.upstream().request(request.getMethod(), path).headers(this::copyHeaders);
    boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    return hasBody ? upstream.body(new StreamedBody(request)) : upstream;
  }

  private void copyHeaders(HttpFields.Mutable headers) {
    Headers.copyEndToEnd(request.getHeaders(), headers);
    headers.remove(HttpHeader.HOST);
    service.credentials().replace(headers, service.provider(null));
  }

  /** The client's body as the upstream request's, read as the upstream takes it. */
  private record StreamedBody(Request request) implements org.eclipse.jetty.client.Request.Content {
    @Override
    public long getLength() {
      return request.getLength();
    }

    @Override
    public Content.Chunk read() {
      return request.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
      request.demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure) {
      request.fail(failure);
    }
  }
}
