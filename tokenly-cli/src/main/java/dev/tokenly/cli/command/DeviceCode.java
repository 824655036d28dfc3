package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ApiException;
import dev.tokenly.api.Failure;
import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.model.json.Fields;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A login without a password: shows a code and waits until somebody who is logged in approves it. */
final class DeviceCode {
  private final Context context;
  private final ServerApi api;

  DeviceCode(Context context, ServerApi api) {
    this.context = context;
    this.api = api;
  }

  /** The answer of the login, which is kept in the credentials of the API. */
  Answer awaited() {
    Fields begun = api.auth().beginDevice().fields();
    long minutes = begun.number("expires_in", 600) / 60;
    context.say("To log this terminal in, run where you are logged in already:\n");
    context.say("  tokenly login approve " + begun.text("user_code") + '\n');
    context.say("Waiting for at most " + minutes + " minutes …");
    Answer answer;
    do {
      pause(begun.number("interval", 2));
      answer = collected(begun.text("device_code"));
    } while (answer == null);
    return answer;
  }

  private static void pause(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Complaint.local(ExitCode.INTERRUPTED, "E-INTERRUPTED", "interrupted", null, null).raised(e);
    }
  }

  /** The login; null while nobody has decided, or the server is away for a moment. */
  private @Nullable Answer collected(String secret) {
    try {
      return api.auth().collectDevice(secret);
    } catch (ApiException e) {
      if (isToWait(e.failure())) {
        return null;
      }
      throw e.failure() instanceof Failure.Invalid(Failure.Refusal refusal) && refusal.code().equals("expired_token")
          ? expired().raised(e)
          : e;
    }
  }

  private static boolean isToWait(Failure failure) {
    return switch (failure) {
      case Failure.Unreachable _,Failure.TimedOut _,Failure.Busy _ -> true;
      case Failure.Invalid(Failure.Refusal refusal) -> refusal.code().equals("authorization_pending");
      default -> false;
    };
  }

  private static Complaint expired() {
    return Complaint.local(
        ExitCode.PENDING, "E-LOGIN-PENDING", "nobody approved this login in time",
        "Its code has expired, or the server was restarted.", "tokenly login --device makes a new one");
  }
}
