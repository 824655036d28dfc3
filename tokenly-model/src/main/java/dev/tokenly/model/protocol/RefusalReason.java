package dev.tokenly.model.protocol;

import java.util.Locale;

/** Why a heartbeat was refused (403). */
public enum RefusalReason {
  REJECTED,
  SUSPENDED,
  DELETED,
  WRONG_KEY,
  HOSTNAME_BLOCKED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
