package dev.tokenly.agent.launcher;

import dev.tokenly.agent.ipc.LineChannel;
import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.launcher.update.Fetch;

/** Everything the launcher reacts to; all of it goes through one queue, so that one thread decides. */
sealed interface Happening {

  /** A worker process connected. */
  record WorkerConnected(LineChannel channel) implements Happening {}

  record WorkerSaid(WorkerEvent event) implements Happening {}

  record WorkerExited(Process process, int exitCode) implements Happening {}

  /** A new worker was fetched, or could not be. */
  record Fetched(Fetch fetch) implements Happening {}

  /** Somebody wants a heartbeat now. */
  record BeatNow() implements Happening {}

  record StopNow() implements Happening {}
}
