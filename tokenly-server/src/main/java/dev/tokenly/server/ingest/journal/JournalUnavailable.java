package dev.tokenly.server.ingest.journal;

/** The journal takes no more for now: the disk is full or the backlog over its limit. Nothing of the upload is kept. */
public final class JournalUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public JournalUnavailable(String message) {
    super(message, null, false, false);
  }

  public JournalUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
