package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;

/** What machines delivered and what became of it; what failed first, with its reason. */
final class FilesPane {
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("FILE", 16, 0), "original_path"),
          Cell.of(Column.text("HOST", 10, 1), "hostname"),
          Cell.of(Column.text("STATUS", 9, 0), "status"),
          Cell.age(Column.number("CAME", 5, 1), "received_at"),
          Cell.of(Column.number("LINES", 6, 4), "line_count"),
          Cell.of(Column.number("STORED", 7, 2), "records_stored"),
          Cell.of(Column.number("AGAIN", 6, 5), "records_duplicate"),
          Cell.of(Column.number("INVALID", 7, 2), "records_invalid"),
          Cell.of(Column.text("REASON", 20, 1), "failure_reason"));

  private FilesPane() {}

  static Pane create() {
    return new TabsPane(
        List.of(
            tab("failed", "failed", "Nothing failed: every delivery was read. Tab shows all."),
            tab("all", "", "Nothing was delivered yet. 2 approves the machines that deliver."),
            tab("pending", "pending", "Nothing waits: all that came is in the ledger. Tab shows it."),
            tab("processed", "processed", "Nothing was read yet. What waits or failed is beside: Tab.")));
  }

  private static TabsPane.Tab tab(String name, String status, String empty) {
    List<Action> actions =
        List.of(
            Action.onRows("t", "try again", "system:manage", FilesPane::retry),
            Action.onRows("x", "discard", "system:manage", FilesPane::discard));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(FilesPane::id, (_, row) -> look(row), actions, FilesPane::lines);
    ChosenRows rows =
        new ChosenRows(
            new PagedRows(Topic.FILES, "files", _ -> List.of(status)),
            WholeRows.of(Topic.FILES, _ -> List.of(status), "files", CELLS).newestFirst(),
            Lists::isPicked);
    String command = "tokenly files list" + (status.isEmpty() ? "" : " --status " + status);
    return new TabsPane.Tab(name, new ListPane(rows, CELLS, behaviour, new Words("files", empty, command)));
  }

  private static Role look(Fields row) {
    return switch (Shown.text(row, "status")) {
      case "failed" -> Role.BAD;
      case "pending" -> Role.WARNING;
      default -> Role.NORMAL;
    };
  }

  private static String id(Fields row) {
    return Shown.text(row, "file_id");
  }

  private static List<String> lines(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    if (row.optionalText("failure_reason") != null) {
      lines.add("! " + row.text("failure_reason"));
      lines.add("t tries it again, e.g. after an update; x discards it for good.");
      lines.add("");
    }
    lines.addAll(Details.lines(row));
    return lines;
  }

  private static List<String> names(List<Fields> rows) {
    return rows.stream().map(row -> Shown.text(row, "original_path") + "  of " + Shown.text(row, "hostname")).toList();
  }

  private static Step retry(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String id = id(row);
      deeds.add(Deed.of("Read again: " + Shown.text(row, "original_path"), api -> api.data().retryFile(id)));
    }
    return Step.to(state.with(new Overlay.Confirm("Read again?", names(rows), deeds, null, "")));
  }

  private static Step discard(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String id = id(row);
      deeds.add(Deed.of("Discarded " + Shown.text(row, "original_path"), api -> api.data().discardFile(id)));
    }
    List<String> lines = new ArrayList<>(names(rows));
    lines.add("");
    lines.add("What it holds is lost for the ledger unless its machine still has it.");
    return Step.to(state.with(new Overlay.Confirm("Discard for good?", lines, deeds, "discard", "")));
  }
}
