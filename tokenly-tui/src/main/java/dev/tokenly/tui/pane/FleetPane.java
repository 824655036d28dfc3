package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.time.Instant;
import java.util.List;

/** How the machines do that may report: the silent, lagging, stopped, skewed and outdated ones first. */
final class FleetPane {
  /** The newest agent of all rows and when they were looked at: what each row is judged by. */
  private String newest = "";
  private Instant judgedAt = Instant.EPOCH;

  private final List<Cell> cells =
      List.of(
          Cell.of(Column.text("HOST", 14, 0), "hostname"),
          new Cell(
              Column.text("HEALTH", 18, 0),
              (row, now) -> health(row, now).brief(),
              row -> health(row, judgedAt).severity(),
              null),
          Cell.age(Column.number("SEEN", 5, 0), "last_seen"),
          Cell.of(Column.text("WORKER", 8, 3), "worker_status"),
          Cell.of(Column.number("ERRORS", 6, 1), "stats", "errors_today"),
          Cell.of(Column.number("SKEW S", 6, 2), "clock_skew_seconds"),
          Cell.of(Column.text("AGENT", 7, 4), "launcher_version"));

  private FleetPane() {}

  static Pane create() {
    return new FleetPane().list();
  }

  private Pane list() {
    WholeRows rows =
        WholeRows
            .of(Topic.CLIENTS, _ -> List.of("approved", "hostname", ""), "clients", cells)
            .noticing(this::judge)
            .usuallyBy(1);
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> row.text("hostname"),
            (state, row) -> health(row, state.frame().now()).look(),
            List.of(),
            new ClientLines());
    return new ListPane(
        rows, cells, behaviour,
        new Words("the fleet", "No approved machine yet. 2 approves those that ask.", "tokenly clients list -o wide"));
  }

  private Health health(Fields row, Instant now) {
    return Health.of(row, newest, now);
  }

  private void judge(State state, List<Fields> rows) {
    newest = Versions.newest(rows);
    judgedAt = state.frame().now();
  }
}
