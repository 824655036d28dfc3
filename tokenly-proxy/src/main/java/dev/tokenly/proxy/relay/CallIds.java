package dev.tokenly.proxy.relay;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of calls: unique over all proxies and restarts, for replies whose provider gives none. */
final class CallIds {
  private final String process;
  private final AtomicLong next = new AtomicLong();

  CallIds(SecureRandom random) {
    this.process = Long.toHexString(random.nextLong()) + Integer.toHexString(random.nextInt());
  }

  String next() {
    return process + '-' + Long.toString(next.incrementAndGet(), 36);
  }
}
