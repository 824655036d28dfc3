package dev.tokenly.cli.complaint;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Failure;
import dev.tokenly.model.Display;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one table from a failure to the complaint a person reads. */
public final class Complaints {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "start_time", "--since", "end_time", "--until", "tz", "--tz", "limit", "--limit", "cursor", "--cursor",
          "group_by", "--by", "metric", "--metric", "interval", "--interval");
  private static final Map<String, String> LISTS =
      Map.of(
          "client", "tokenly clients", "user", "tokenly users", "file", "tokenly files", "record",
          "tokenly usage -o name",
          "config key", "tokenly config", "budget", "tokenly budgets", "notification", "tokenly budgets dead-letters");

  private Complaints() {}

  /** The complaint for whatever a command threw. */
  public static Complaint about(Throwable thrown) {
    return switch (thrown) {
      case ComplaintException e -> e.complaint();
      case ApiException e -> about(e.failure());
      case UncheckedIOException e -> local("E-IO", "cannot read or write: " + why(e));
      case IllegalArgumentException e -> Complaint.usage(text(e.getMessage()), "tokenly help");
      default -> internal(thrown);
    };
  }

  private static String why(UncheckedIOException e) {
    // One with words of its own says more than its cause.
    IOException cause = e.getCause();
    boolean isBare = cause != null && cause.toString().equals(e.getMessage());
    return isBare && cause instanceof FileSystemException of
        ? text(of.getFile()) + ": " + why(of)
        : text(e.getMessage());
  }

  /** Why a file cannot be read or written: Java's own words for the usual reasons are its name and nothing else. */
  public static String why(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      default -> text(e.getMessage());
    };
  }

  private static Complaint internal(Throwable thrown) {
    String what = "this is a fault of tokenly: " + thrown.getClass().getSimpleName() + " " + text(thrown.getMessage());
    return Complaint.local(
        ExitCode.FAILED, "E-INTERNAL", what, null, "run it again with --verbose and report what it prints");
  }

  private static Complaint local(String code, String what) {
    return Complaint.local(ExitCode.FAILED, code, what, null, null);
  }

  private static Complaint about(Failure failure) {
    return switch (failure) {
      case Failure.Unreachable(String server, String why) -> unreachable(server, why);
      case Failure.TimedOut(String server, long seconds) -> timedOut(server, seconds);
      case Failure.UntrustedCertificate f -> untrusted(f);
      case Failure.Unauthorized(Failure.Refusal r) -> unauthorized(r);
      case Failure.Forbidden(Failure.Refusal r) -> forbidden(r);
      case Failure.NotFound(Failure.Refusal r) ->
          of(ExitCode.FAILED, "E-NOT-FOUND", r, whereNamesAre(r.message()));
      case Failure.Conflict(Failure.Refusal r) ->
          of(ExitCode.FAILED, r.code().equals("fingerprint_mismatch") ? "E-ENROLL-MISMATCH" : "E-CONFLICT", r, null);
      case Failure.Invalid(Failure.Refusal r) -> invalid(r);
      case Failure.Busy(Failure.Refusal r, long seconds) -> busy(r, seconds);
      case Failure.ServerError(Failure.Refusal r) ->
          of(ExitCode.FAILED, "E-SERVER", r, "its log has the reason under the request id");
      case Failure.Incompatible(String why) -> incompatible(why);
    };
  }

  private static Complaint unreachable(String server, String why) {
    return new Complaint(
        ExitCode.UNREACHABLE,
        "E-UNREACHABLE",
        "cannot reach the server at " + server + ": " + text(why),
        "It is not running, listens elsewhere, or a firewall is in between.",
        "tokenly up starts one here; --server URL or tokenly login --server URL names another; tokenly doctor checks",
        null);
  }

  private static Complaint timedOut(String server, long seconds) {
    return new Complaint(
        ExitCode.CANCELLED,
        "E-TIMEOUT",
        "the server at " + server + " did not answer within " + seconds + " s",
        "It is busy, or the question is large.",
        "wait longer with --timeout " + Math.max(30, seconds * 3) + ", or ask for less",
        null);
  }

  private static Complaint untrusted(Failure.UntrustedCertificate failure) {
    String seen = failure.fingerprint().isEmpty() ? "" : "\n  its certificate  " + failure.fingerprint();
    String pin = failure.fingerprint().isEmpty() ? "SHA256:…" : failure.fingerprint();
    return new Complaint(
        ExitCode.NO_ACCESS,
        "E-CERTIFICATE",
        "the certificate of " + failure.server() + " cannot be trusted" + seen,
        "Nobody this machine knows signed it, it names another host, or something sits in between.",
        "give your authority with --ca-file FILE, or compare the fingerprint with the server's own and pin it:\n"
            + "       tokenly login --server "
            + failure.server()
            + " --server-fingerprint "
            + pin,
        null);
  }

  private static Complaint unauthorized(Failure.Refusal refusal) {
    return switch (refusal.code()) {
      case "invalid_credentials" -> of(ExitCode.NO_ACCESS, "E-LOGIN", refusal, "tokenly login");
      case "account_locked" ->
          of(ExitCode.NO_ACCESS, "E-LOCKED", refusal, "wait, or ask an admin: tokenly users enable NAME");
      default ->
          new Complaint(
              ExitCode.NO_ACCESS,
              "E-LOGIN-ENDED",
              "you are not logged in, or your login has ended",
              null,
              "tokenly login",
              refusal.requestId());
    };
  }

  private static Complaint forbidden(Failure.Refusal refusal) {
    if (refusal.code().equals("password_change_required")) {
      return of(ExitCode.NO_ACCESS, "E-PASSWORD-CHANGE", refusal, "tokenly users password");
    }
    String fix = refusal.field() == null ? null : "ask an admin for the permission " + text(refusal.field());
    return of(ExitCode.NO_ACCESS, "E-FORBIDDEN", refusal, fix);
  }

  private static Complaint busy(Failure.Refusal refusal, long seconds) {
    String wait = seconds > 0 ? "try again in " + seconds + " s" : "try again in a moment";
    return of(ExitCode.UNREACHABLE, "E-BUSY", refusal, wait);
  }

  private static Complaint incompatible(String why) {
    return new Complaint(
        ExitCode.INCOMPATIBLE,
        "E-INCOMPATIBLE",
        "that is not a Tokenly server this program can talk to: " + text(why),
        "Another program listens there, or a proxy answers instead, or its version is another.",
        "compare tokenly version with the server's; check --server",
        null);
  }

  /** What the server calls by the name of a parameter, by the option that was typed. */
  private static Complaint invalid(Failure.Refusal refusal) {
    Complaint plain = of(ExitCode.USAGE, "E-INVALID", refusal, help(refusal.field()));
    @Nullable String option = refusal.field() == null ? null : OPTIONS.get(refusal.field());
    String begin = refusal.field() + ": ";
    return option == null || !plain.what().startsWith(begin)
        ? plain
        : new Complaint(
            plain.exit(), plain.code(), asTyped(option, plain.what().substring(begin.length())), plain.why(),
            plain.fix(),
            plain.requestId());
  }

  private static String asTyped(String option, String what) {
    String typed = what.replace("start_time", "--since").replace("end_time", "--until");
    return typed.startsWith(option + ' ') ? typed : option + ": " + typed;
  }

  /** Where the names are that {@code no THING "name"} could have meant. */
  private static String whereNamesAre(@Nullable String message) {
    String what = String.valueOf(message);
    for (Map.Entry<String, String> thing : LISTS.entrySet()) {
      if (what.startsWith("no " + thing.getKey() + ' ')) {
        return thing.getValue() + " lists them";
      }
    }
    return "check the name: tokenly clients, tokenly users, tokenly files";
  }

  private static @Nullable String help(@Nullable String field) {
    return switch (field) {
      case "start_time", "end_time", "tz" -> "tokenly help times";
      case null, default -> null;
    };
  }

  private static Complaint of(ExitCode exit, String code, Failure.Refusal refusal, @Nullable String fix) {
    String request = refusal.requestId() == null ? null : text(refusal.requestId());
    return new Complaint(exit, code, text(refusal.message()), null, fix, request);
  }

  private static String text(@Nullable String hostile) {
    return hostile == null ? "" : Display.clean(hostile);
  }
}
