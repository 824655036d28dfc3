package dev.tokenly.cli.complaint;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as it is told: what happened, the likely cause, the next step, a stable code, the server's request id
 * where there is one, and the exit code.
 */
public record Complaint(
    ExitCode exit, String code, String what, @Nullable String why, @Nullable String fix, @Nullable String requestId) {

  /** A complaint about how the command was called. */
  public static Complaint usage(String what, String fix) {
    return new Complaint(ExitCode.USAGE, "E-USAGE", what, null, fix, null);
  }

  /** A complaint of this machine, not of a server. */
  public static Complaint local(ExitCode exit, String code, String what, @Nullable String why, @Nullable String fix) {
    return new Complaint(exit, code, what, why, fix, null);
  }

  /** The same with another next step. */
  public Complaint fixedBy(String step) {
    return new Complaint(exit, code, what, why, step, requestId);
  }

  /** This complaint as something to throw; the program's entry shows it and ends. */
  public ComplaintException raised() {
    return new ComplaintException(this, null);
  }

  /** The same, keeping what caused it for {@code --verbose}. */
  public ComplaintException raised(Throwable cause) {
    return new ComplaintException(this, cause);
  }

  /** Whether trying again unchanged may help. */
  public boolean isRetryable() {
    return exit == ExitCode.UNREACHABLE || exit == ExitCode.PENDING || code.equals("E-TIMEOUT");
  }
}
