package dev.tokenly.cli.complaint;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A command that gives up, with the complaint to show. */
public final class ComplaintException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  private final transient Complaint complaint;

  ComplaintException(Complaint complaint, @Nullable Throwable cause) {
    super(complaint.what(), cause);
    this.complaint = complaint;
  }

  public Complaint complaint() {
    return complaint;
  }
}
