package dev.tokenly.agent.worker.ship;

import dev.tokenly.agent.link.Backoff;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.UploadReply;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings one batch to the server, however long that takes: the switch over the server's reply is the retry policy. Waiting
 * ends only by success, by a refusal, or by interrupting the thread.
 */
public final class Courier implements Deliverer {
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

  @Override
  public Delivery deliver(Batch batch) {
    if (batch.lineCount() == 0) {
      return new Delivery.Delivered(0); // only cursors to move: lines that hold no usage
    }
    String uploadId = UUID.randomUUID().toString();
    Patience patience = new Patience(new Backoff(FIRST_WAIT, LONGEST_WAIT, random));
    try {
      Delivery delivery = after(uploader.send(batch, uploadId), batch, patience);
      while (delivery == null) {
        delivery = after(uploader.send(batch, uploadId), batch, patience);
      }
      return delivery;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Delivery.Abandoned();
    }
  }

  /** What one batch has been through. */
  private static final class Patience {
    private final Backoff backoff;
    private int refusals;

    Patience(Backoff backoff) {
      this.backoff = backoff;
    }
  }

  /** The retry policy: what a reply means in the end, or null after the wait it asks for. */
  private @Nullable Delivery after(UploadReply reply, Batch batch, Patience patience) throws InterruptedException {
    return switch (reply) {
      case UploadReply.Accepted taken -> new Delivery.Delivered(1, name(taken));
      case UploadReply.TooLarge(long max, _) -> inHalves(batch, max);
      case UploadReply.Unauthorized(int status, var error) ->
          new Delivery.NotAllowed(status + " " + error.code() + ": " + error.message());
      case UploadReply.Rejected(int status, var error) -> {
        if (++patience.refusals == REFUSALS_BELIEVED) {
          yield new Delivery.Refused(status + " " + error.code() + ": " + error.message());
        }
        yield waited(patience.backoff.next());
      }
      case UploadReply.Busy(long seconds) -> {
        log.info("upload", "the server asks to wait", "seconds", seconds);
        yield waited(Duration.ofSeconds(Math.max(1, seconds)).plus(Duration.ofMillis(random.nextInt(1000))));
      }
      case UploadReply.Unavailable(int status, String why, var seconds) -> {
        Duration own = patience.backoff.next();
        Duration wait = seconds == null ? own : max(Duration.ofSeconds(seconds), own);
        log.warn("upload", "the server is not there, trying again", "status", status, "why", why, "wait", wait);
        yield waited(wait);
      }
    };
  }

  private static AgentNotes.@Nullable LastBatch name(UploadReply.Accepted taken) {
    Instant received = taken.receivedAt();
    return received == null ? null : new AgentNotes.LastBatch(taken.ingestionId(), received);
  }

  private static @Nullable Delivery waited(Duration wait) throws InterruptedException {
    Thread.sleep(wait);
    return null;
  }

  private Delivery inHalves(Batch batch, long maxMegabytes) {
    if (batch.lineCount() < 2) {
      return new Delivery.Refused("413: a single record is larger than the server's " + maxMegabytes + " MB");
    }
    int middle = batch.lines().middle();
    Delivery first = deliver(batch.part(0, middle));
    if (!(first instanceof Delivery.Delivered(long uploads, var _))) {
      return first;
    }
    Delivery second = deliver(batch.part(middle, batch.lines().length()));
    return second instanceof Delivery.Delivered(long more, var last)
        ? new Delivery.Delivered(uploads + more, last)
        : second;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
