package dev.tokenly.agent.worker.ship;

import dev.tokenly.agent.link.Backoff;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.model.protocol.UploadReply;
import java.time.Duration;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Brings one batch to the server, however long that takes: the switch over the server's reply is the retry policy. Waiting
 * ends only by success, by a refusal, or by interrupting the thread.
 */
public final class Courier {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int REFUSALS_BELIEVED = 3;

  private final Uploader uploader;
  private final AgentLog log;
  private final RandomGenerator random;

  public Courier(Uploader uploader, AgentLog log, RandomGenerator random) {
    this.uploader = uploader;
    this.log = log;
    this.random = random;
  }

  /** Delivers a batch; the reply decides what happens next. */
  public Delivery deliver(Batch batch) {
    if (batch.lineCount() == 0) {
      return new Delivery.Delivered(0); // only cursors to move: lines that hold no usage
    }
    String uploadId = UUID.randomUUID().toString();
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
    int refusals = 0;
    try {
      while (true) {
        switch (uploader.send(batch, uploadId)) {
          case UploadReply.Accepted _ -> {
            return new Delivery.Delivered(1);
          }
          case UploadReply.Unauthorized(int status, var error) -> {
            return new Delivery.NotAllowed(status + " " + error.code() + ": " + error.message());
          }
          case UploadReply.Rejected(int status, var error) -> {
            if (++refusals == REFUSALS_BELIEVED) {
              return new Delivery.Refused(status + " " + error.code() + ": " + error.message());
            }
            Thread.sleep(backoff.next());
          }
          case UploadReply.TooLarge(long max, _) -> {
            return inHalves(batch, max);
          }
          case UploadReply.Busy(long seconds) -> {
            log.info("upload", "the server asks to wait", "seconds", seconds);
            Thread.sleep(Duration.ofSeconds(Math.max(1, seconds)).plus(Duration.ofMillis(random.nextInt(1000))));
          }
          case UploadReply.Unavailable(int status, String why, var seconds) -> {
            Duration wait = seconds == null ? backoff.next() : max(Duration.ofSeconds(seconds), backoff.next());
            log.warn("upload", "the server is not there, trying again", "status", status, "why", why, "wait", wait);
            Thread.sleep(wait);
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Delivery.Abandoned();
    }
  }

  private Delivery inHalves(Batch batch, long maxMegabytes) {
    if (batch.lineCount() < 2) {
      return new Delivery.Refused("413: a single record is larger than the server's " + maxMegabytes + " MB");
    }
    int middle = lineEndNear(batch.lines(), batch.lines().length / 2);
    Delivery first = deliver(batch.part(0, middle));
    if (!(first instanceof Delivery.Delivered(long uploads))) {
      return first;
    }
    Delivery second = deliver(batch.part(middle, batch.lines().length));
    return second instanceof Delivery.Delivered(long more) ? new Delivery.Delivered(uploads + more) : second;
  }

  /** The place behind the newline nearest to the middle, so that both parts hold whole lines. */
  private static int lineEndNear(byte[] lines, int middle) {
    int at = middle;
    while (at < lines.length && lines[at - 1] != '\n') {
      at++;
    }
    if (at < lines.length) {
      return at;
    }
    at = middle;
    while (lines[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
