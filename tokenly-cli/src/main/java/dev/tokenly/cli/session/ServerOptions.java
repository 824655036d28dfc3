package dev.tokenly.cli.session;

import dev.tokenly.cli.option.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options every command takes: which server, as whom, and how to talk about it. */
public final class ServerOptions {
  final Option<String> server = Option.text("--server", "URL", "Server to talk to, e.g. https://ledger.example.org");
  final Option<String> profile =
      Option.text("--profile", "NAME", "Saved server and login to use").completing(Option.Live.PROFILES);
  final Option<String> caFile =
      Option.text("--ca-file", "PEM", "Trust the authorities in this file").completing(Option.Live.FILES);
  final Option<String> fingerprint =
      Option.text("--server-fingerprint", "SHA256", "Trust exactly the certificate with this fingerprint");
  final Option<Boolean> insecureHttp = Option.flag("--insecure-http", "Allow plain http to another machine");
  final Option<String> timeout = Option.text("--timeout", "SECONDS", "Longest wait for an answer (default 10)");
  final Option<String> color = Option.oneOf("--color", "WHEN", List.of("auto", "always", "never"), "Colour");
  final Option<Boolean> noPager = Option.flag("--no-pager", "Print at once what is longer than the terminal");
  final Option<Boolean> noInput = Option.flag("--no-input", "Never ask; fail instead");
  final Option<Boolean> verbose = Option.flag("--verbose", "Show request ids and traces of errors");
  final Option<Boolean> debug = Option.flag("--debug", "Write the trace of an error to a file and name it");
  final Option<Boolean> help = Option.flag("--help -h", "Show this help");

  /** All of them, for the parser and the manual. */
  public List<Option<?>> all() {
    return List.of(
        server, profile, caFile, fingerprint, insecureHttp, timeout, color, noPager, noInput, verbose, debug, help);
  }

  @Nullable
  Option<String> named(String setting) {
    return switch (setting) {
      case "server" -> server;
      case "profile" -> profile;
      case "timeout" -> timeout;
      case "color" -> color;
      default -> null;
    };
  }

  public boolean isVerbose() {
    return verbose.or(false);
  }

  public boolean isHelp() {
    return help.or(false);
  }

  public boolean mayPage() {
    return !noPager.or(false);
  }

  public boolean mayAsk() {
    return !noInput.or(false);
  }
}
