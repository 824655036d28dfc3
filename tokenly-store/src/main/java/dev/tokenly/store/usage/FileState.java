package dev.tokenly.store.usage;

import java.util.Locale;

/** Where a raw file is on its way into the ledger. */
public enum FileState {
  PENDING, PROCESSING, PROCESSED, FAILED;

  /** Its name in JSON and storage. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that name; throws {@link IllegalArgumentException} when there is none. */
  public static FileState named(String name) {
    for (FileState state : values()) {
      if (state.wireName().equals(name)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no such file state; one of pending, processing, processed, failed");
  }
}
