package dev.tokenly.server.ingest.upload;

import java.io.IOException;

/** A large upload could not be kept while it arrived: the server's disk, not the sender, is at fault. */
final class SpoolFailed extends IOException {
  private static final long serialVersionUID = 1;

  SpoolFailed(IOException cause) {
    super("the upload cannot be kept: " + cause.getMessage(), cause);
  }
}
