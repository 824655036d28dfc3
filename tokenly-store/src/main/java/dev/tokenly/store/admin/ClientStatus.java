package dev.tokenly.store.admin;

import java.util.Locale;

/** Where a client stands; the names are the API's. */
public enum ClientStatus {
  PENDING, APPROVED, REJECTED, SUSPENDED, DELETED;

  /** Its name in JSON and storage. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that name; throws {@link IllegalArgumentException} listing the names there are. */
  public static ClientStatus named(String name) {
    for (ClientStatus status : values()) {
      if (status.wireName().equals(name)) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "no such client status; one of pending, approved, rejected, suspended, deleted");
  }
}
