package dev.tokenly.model.protocol;

import dev.tokenly.model.json.BadField;
import java.util.Locale;

/** What an agent's worker is doing, as its heartbeat says. */
public enum WorkerStatus {
  RUNNING,
  PENDING,
  STOPPED,
  CRASHED,
  UPDATING;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that wire name; throws {@link BadField} for any other text. */
  public static WorkerStatus named(String wireName) {
    for (WorkerStatus status : values()) {
      if (status.wireName().equals(wireName)) {
        return status;
      }
    }
    throw new BadField("worker_status", "not one of running, pending, stopped, crashed, updating");
  }
}
