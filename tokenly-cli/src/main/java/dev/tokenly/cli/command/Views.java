package dev.tokenly.cli.command;

import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import java.util.List;

/** The lists that several commands show. */
final class Views {
  static final View CLIENTS =
      new View(
          "clients",
          "clients",
          "hostname",
          "No machines yet. Start an agent there: tokenly agent --server URL",
          List.of(
              Column.text("HOST", "hostname"),
              Column.of("STATUS", "status", Kind.STATE, 0),
              Column.of("LAST SEEN", "last_seen", Kind.TIME, 1),
              Column.of("OS", "system_info.os", Kind.TEXT, 5),
              Column.of("AGENT", "launcher_version", Kind.TEXT, 6),
              Column.of("WORKER", "worker_status", Kind.STATE, 4),
              Column.of("RECORDS", "stats.total_records", Kind.COUNT, 3),
              Column.of("FINGERPRINT", "key_fingerprint", Kind.TEXT, 7),
              Column.of("ADDRESS", "ip_address", Kind.TEXT, 8),
              Column.of("ID", "client_id", Kind.TEXT, Column.WIDE),
              Column.of("UPLOADS", "stats.total_uploads", Kind.COUNT, Column.WIDE),
              Column.of("ERRORS TODAY", "stats.errors_today", Kind.COUNT, Column.WIDE),
              Column.of("DESCRIPTION", "description", Kind.TEXT, Column.WIDE)));

  static final View CLIENT = new View("client", "", "hostname", "", List.of());

  static final View RESULTS =
      new View(
          "client-changes",
          "results",
          "hostname",
          "Nothing to do.",
          List.of(
              Column.text("HOST", "hostname"),
              Column.of("RESULT", "status", Kind.STATE, 0),
              Column.of("ERROR", "error", Kind.TEXT, 0)));

  private Views() {}
}
