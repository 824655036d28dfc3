package dev.tokenly.proxy.meter;

import java.util.Locale;

/** How a call ended. */
public enum End {
  COMPLETE,
  CLIENT_ABORT,
  UPSTREAM_ERROR,
  TIMEOUT,
  PROXY_CRASH;

  /** Its name in JSON, e.g. {@code client_abort}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
