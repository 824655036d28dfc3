package dev.tokenly.proxy.relay;

import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;

/** A redirect to another server is the upstream's mistake or somebody's trap: it is neither followed nor passed on. */
final class Redirects {
  private Redirects() {}

  /** Whether a reply sends its reader to another server; {@code //host} and {@code /\host} do, for a browser. */
  static boolean leadElsewhere(Response head) {
    String location = head.getHeaders().get(HttpHeader.LOCATION);
    if (location == null || head.getStatus() / 100 != 3) {
      return false;
    }
    return !location.startsWith("/") || location.startsWith("//") || location.startsWith("/\\");
  }

  static Refusal refusal(String service) {
    return new Refusal(502, "the upstream of " + service + " answered with a redirect, which is not followed");
  }
}
