package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The disk could not sync. What reached it is unknown and a second try may report success wrongly, so the only safe
 * course is to acknowledge nothing and end the process.
 */
public final class SyncFailed extends IOException {
  private static final long serialVersionUID = 1;

  SyncFailed(Path file, IOException cause) {
    super("the disk could not sync " + file + ": " + cause.getMessage(), cause);
  }
}
