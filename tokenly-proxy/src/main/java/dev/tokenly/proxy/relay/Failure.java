package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.meter.End;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Why an upstream gave no whole reply, as a status and a sentence. */
record Failure(int status, End end, String cause) {

  /** The failure behind an exception. */
  static Failure of(Throwable thrown) {
    for (Throwable cause : chain(thrown)) {
      if (cause instanceof TimeoutException) {
        return new Failure(504, End.TIMEOUT, "it did not answer in time");
      }
      if (cause instanceof CheckedResolver.Refused refused) {
        return new Failure(502, End.UPSTREAM_ERROR, String.valueOf(refused.getMessage()));
      }
      if (cause instanceof UnknownHostException) {
        return new Failure(502, End.UPSTREAM_ERROR, "its name is not known");
      }
    }
    return new Failure(502, End.UPSTREAM_ERROR, "it cannot be reached, or cut the connection");
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = thrown; cause != null && chain.size() < 20; cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }

  String sentence(String service) {
    return "the upstream of " + service + " gave no reply: " + cause;
  }
}
