package dev.tokenly.cli.command;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Failure;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A machine that is to be approved and may not have asked yet. */
final class Newcomer {
  private static final long PAUSE_MILLIS = 1000;

  private Newcomer() {}

  /** The machine, waited for as many seconds as told; code 8 when it has not asked by then. */
  static Fields named(String host, @Nullable String seconds, Context context) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds == null ? 0 : number(seconds));
    while (true) {
      try {
        return context.api().clients().show(host).fields();
      } catch (ApiException e) {
        if (seconds == null || !(e.failure() instanceof Failure.NotFound)) {
          throw e;
        }
        if (System.nanoTime() >= deadline) {
          throw notYet(host, seconds).raised(e);
        }
      }
      pause();
    }
  }

  private static long number(String seconds) {
    try {
      return Math.max(0, Long.parseLong(seconds));
    } catch (NumberFormatException e) {
      throw Complaint.usage("--wait is a number of seconds, not " + Display.clean(seconds), "--wait 60").raised(e);
    }
  }

  private static Complaint notYet(String host, String seconds) {
    return Complaint.local(
        ExitCode.PENDING,
        "E-ENROLL-PENDING",
        Display.clean(host) + " has not asked to be let in within " + Display.clean(seconds) + " s",
        "Its agent is not running, or has another server's address.",
        "tokenly agent doctor on that machine; tokenly clients list --status pending shows who has asked");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Complaint.local(ExitCode.INTERRUPTED, "E-INTERRUPTED", "interrupted", null, null).raised(e);
    }
  }
}
