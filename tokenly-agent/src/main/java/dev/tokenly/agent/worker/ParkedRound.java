package dev.tokenly.agent.worker;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.keep.ParkedUploads;
import dev.tokenly.agent.worker.ship.Batch;
import dev.tokenly.agent.worker.ship.Delivery;
import dev.tokenly.agent.worker.ship.Lines;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Tries parked uploads again when their time has come; after enough refusals only once a scan, but for ever. */
final class ParkedRound {
  private final ParkedUploads parked;
  private final Shipper shipper;
  private final Clock clock;
  private final AgentLog log;

  ParkedRound(ParkedUploads parked, Shipper shipper, Clock clock, AgentLog log) {
    this.parked = parked;
    this.shipper = shipper;
    this.clock = clock;
    this.log = log;
  }

  /** Tries what is due. */
  void run(ClientConfig config) throws IOException, InterruptedException, Shipper.NotAllowed {
    if (!config.flag(ConfigKey.RETRY_FAILED_UPLOADS)) {
      return;
    }
    for (ParkedUploads.Task task : parked.all()) {
      if (!task.nextRetry().isAfter(clock.instant())) {
        retry(task, config);
      }
    }
  }

  private void retry(ParkedUploads.Task task, ClientConfig config)
      throws IOException, InterruptedException, Shipper.NotAllowed {
    Batch batch = new Batch(Lines.of(parked.lines(task)), task.lineCount(), task.origin(), List.of());
    if (shipper.attempt(batch) instanceof Delivery.Refused(String why)) {
      Instant now = clock.instant();
      boolean moreSoon = task.attempts() < config.number(ConfigKey.RETRY_MAX_ATTEMPTS);
      Instant next = moreSoon ? now.plus(config.retryDelay().multipliedBy(task.attempts())) : now;
      parked.save(task.refusedAgain(now, next, why));
    } else {
      log.info("parked", "a parked upload was taken after all", "lines", task.lineCount());
      parked.remove(task);
    }
  }
}
