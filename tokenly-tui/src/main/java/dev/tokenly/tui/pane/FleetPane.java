package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the machines do that may report: the silent, lagging, stopped, skewed and outdated ones first. */
final class FleetPane {
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("HOST", 14, 0), "hostname"),
          new Cell(
              Column.text("HEALTH", 18, 0),
              (row, now) -> Health.of(row, Shown.text(row, "newest"), now).brief(),
              row -> Shown.value(row, "health", "severity"),
              null),
          Cell.age(Column.number("SEEN", 5, 0), "last_seen"),
          Cell.of(Column.text("WORKER", 8, 3), "worker_status"),
          Cell.of(Column.number("ERRORS", 6, 1), "stats", "errors_today"),
          Cell.of(Column.number("SKEW S", 6, 2), "clock_skew_seconds"),
          Cell.of(Column.text("AGENT", 7, 4), "launcher_version"));

  private FleetPane() {}

  static Pane create() {
    WholeRows rows =
        WholeRows
            .of(Topic.CLIENTS, _ -> List.of("approved", "", "hostname", ""), "clients", CELLS)
            .changing(FleetPane::judged)
            .usuallyBy(1);
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> row.text("hostname"),
            (state, row) -> Health.of(row, Shown.text(row, "newest"), state.frame().now()).look(),
            List.of(),
            new ClientLines());
    return new ListPane(
        rows, CELLS, behaviour, new Words("the fleet", "No approved machine yet.", "tokenly clients list -o wide"));
  }

  /** The rows with what is wrong with each, judged against the newest agent among them. */
  private static List<Fields> judged(State state, List<Fields> rows) {
    String newest = Versions.newest(rows);
    return rows.stream()
        .map(
            row -> {
              Map<String, Object> with = new LinkedHashMap<>(row.values());
              with.put("newest", newest);
              int severity = Health.of(row, newest, state.frame().now()).severity();
              with.put("health", Map.of("severity", severity));
              return Fields.of(with);
            })
        .toList();
  }
}
