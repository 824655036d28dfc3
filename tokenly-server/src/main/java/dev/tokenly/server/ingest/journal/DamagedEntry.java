package dev.tokenly.server.ingest.journal;

import java.io.IOException;

/** An entry's bytes on disk are not those that were written. */
public final class DamagedEntry extends IOException {
  private static final long serialVersionUID = 1;

  DamagedEntry(Filed filed) {
    super("upload " + filed.entry().id() + " is damaged in journal segment " + filed.segment());
  }
}
