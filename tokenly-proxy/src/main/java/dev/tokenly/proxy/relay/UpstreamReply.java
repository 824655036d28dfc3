package dev.tokenly.proxy.relay;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * An upstream's reply as its caller's thread reads it: the head, then piece by piece the body, each wait parking a virtual
 * thread. Reading is the back pressure: the upstream is asked for more only when the last piece was taken.
 */
final class UpstreamReply implements Response.Listener {
  private final Request request;
  private final CountDownLatch head = new CountDownLatch(1);
  private final Semaphore available = new Semaphore(0);
  private final Runnable more = Invocable.from(Invocable.InvocationType.NON_BLOCKING, available::release);
  private volatile @Nullable Response response;
  private volatile Content.@Nullable Source source;
  private volatile @Nullable Throwable failure;

  private UpstreamReply(Request request) {
    this.request = request;
  }

  /** Sends a request; {@link #awaitHead} then waits for its reply. */
  static UpstreamReply to(Request request) {
    UpstreamReply reply = new UpstreamReply(request);
    request.send(reply);
    return reply;
  }

  @Override
  public void onContentSource(Response received, Content.Source content) {
    response = received;
    source = content;
    head.countDown();
  }

  @Override
  public void onComplete(Result result) {
    if (response == null) {
      failure = result.getFailure();
      response = result.getFailure() == null ? result.getResponse() : null;
    }
    head.countDown();
  }

  /** Waits for status and headers; throws when the upstream gives none. */
  Response awaitHead() throws IOException, InterruptedException {
    head.await();
    Response received = response;
    if (received == null) {
      throw new IOException("the upstream gave no reply", failure);
    }
    return received;
  }

  /**
   * The next piece of the body, to be released by the caller: a last one ends it. Throws when the upstream cut the body or
   * it was {@link #abort aborted}.
   */
  Content.Chunk next() throws IOException, InterruptedException {
    Content.Source content = source;
    if (content == null) {
      return Content.Chunk.EOF;
    }
    while (true) {
      Content.Chunk chunk = content.read();
      if (chunk == null) {
        content.demand(more);
        available.acquire();
      } else if (Content.Chunk.isFailure(chunk)) {
        throw new IOException("the upstream cut its reply", chunk.getFailure());
      } else {
        return chunk;
      }
    }
  }

  /** What is there of the body; null when nothing is yet. */
  Content.@Nullable Chunk read() {
    Content.Source content = source;
    return content == null ? Content.Chunk.EOF : content.read();
  }

  /** Runs {@code more} when there is something to {@link #read} again. */
  void demand(Runnable more) {
    Content.Source content = source;
    if (content == null) {
      more.run();
    } else {
      content.demand(more);
    }
  }

  /** Gives the call up: the upstream's connection is closed, a waiting reader gets the cause. */
  void abort(Throwable cause) {
    var _ = request.abort(cause);
  }
}
