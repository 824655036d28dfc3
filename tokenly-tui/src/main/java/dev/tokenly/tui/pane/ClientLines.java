package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is told of a machine: who it is, how it does, what it did lately. */
final class ClientLines implements Beside {
  @Override
  public List<Question> questions(State state, Fields row) {
    return List.of(Question.of(Topic.ACTIVITY, row.text("client_id")), Fleet.APPROVED);
  }

  @Override
  public List<String> lines(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    lines.add(Lines.pair("status", Shown.text(row, "status") + by(row)));
    if (row.optionalText("description") != null) {
      lines.add(Lines.pair("description", row.text("description")));
    }
    lines.add(Lines.pair("fingerprint", ClientsPane.fingerprint(row)));
    lines.add(Lines.pair("address", Shown.text(row, "ip_address")));
    lines.add(
        Lines.pair("system", Shown.text(row, "system_info", "platform") + ", " + Shown.text(row, "system_info", "os")
            + " " + Shown.text(row, "system_info", "arch")));
    lines.add(Lines.pair("agent", Shown.text(row, "launcher_version") + ", worker " + Shown.text(row, "worker_version")
        + " " + Shown.text(row, "worker_status")));
    lines.add(Lines.pair("seen", Shown.moment(row, "last_seen")));
    String uploads = Shown.count(row, "stats", "total_uploads");
    lines.add(Lines.pair("records", Shown.count(row, "stats", "total_records") + " in " + uploads
        + (uploads.equals("1") ? " delivery" : " deliveries")));
    lines.add(Lines.pair("last delivery",
        Shown.moment(row.values().get("stats") instanceof Map ? row.object("stats") : row, "last_upload")));
    lines.add(Lines.pair("id", Shown.text(row, "client_id")));
    lines.add("");
    if (Shown.text(row, "status").equals("pending")) {
      lines.add("== Before you approve (a)");
      lines.addAll(Approval.risks(state, row));
    } else {
      lines.add("== Health");
      lines.addAll(Health.of(row, Versions.newest(Fleet.approved(state)), state.frame().now()).lines());
    }
    overrides(row, lines);
    activity(state, row, lines);
    return lines;
  }

  private static String by(Fields row) {
    return row.optionalText("approved_by") == null ? "" : " by " + row.text("approved_by");
  }

  private static void overrides(Fields row, List<String> lines) {
    Fields own = row.values().get("custom_config") instanceof Map ? row.object("custom_config") : null;
    if (own != null && !own.values().isEmpty()) {
      lines.add("");
      lines.add("== Settings of its own (o)");
      own.values().forEach((name, value) -> lines.add("  " + name + " = " + Shown.plain(value)));
    }
  }

  private static void activity(State state, Fields row, List<String> lines) {
    Fields answer = state.known(Question.of(Topic.ACTIVITY, row.text("client_id"))).fields();
    lines.add("");
    lines.add("== Lately");
    if (answer == null) {
      lines.add("…");
      return;
    }
    for (Fields entry : answer.objects(answer.has("activity") ? "activity" : "entries")) {
      lines.add(
          Shown.age(entry, "timestamp", state.frame().now()) + " ago  " + Shown.text(entry, "kind") + ": "
              + Shown.text(entry, "detail"));
    }
  }
}
