package dev.tokenly.cli.complaint;

/** The exit codes scripts rely on; frozen. */
public enum ExitCode {
  /** Done; an empty list too. */
  OK(0, "done, also when a list is empty"),
  FAILED(1, "failed"),
  USAGE(2, "usage error: an unknown command or option, a bad value, an answer missing without a terminal"),
  CANCELLED(3, "cancelled, declined, or the time given ran out"),
  NO_ACCESS(4, "not logged in, login rejected, or permission missing"),
  CHECK_FAILED(5, "a check failed: doctor, verify, a budget that is over"),
  PARTLY(6, "partly done: some of several failed"),
  UNREACHABLE(7, "server unreachable or overloaded; safe to try again"),
  PENDING(8, "still pending"),
  INCOMPATIBLE(10, "client and server do not speak the same version"),
  INTERRUPTED(130, "interrupted (Ctrl-C)"),
  TERMINATED(143, "terminated");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
