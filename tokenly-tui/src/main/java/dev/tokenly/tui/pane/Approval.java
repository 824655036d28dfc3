package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The pane before machines are let in: who they say they are, and a check of what speaks against it. */
final class Approval {
  private static final Set<String> PLATFORMS = Set.of("linux", "darwin", "windows", "macos");

  private Approval() {}

  static Step ask(State state, List<Fields> rows) {
    List<String> lines = new ArrayList<>();
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String host = row.text("hostname");
      lines.add("== " + host);
      lines.addAll(identity(row));
      lines.addAll(risks(state, row));
      boolean wasRejected = Shown.text(row, "status").equals("rejected");
      Deed back =
          wasRejected
              ? Deed.of("Rejected " + host + " again", api -> api.clients().reject(host, null))
              : Deed.of("Suspended " + host, api -> api.clients().suspend(host, null));
      deeds.add(
          Deed.of(
              "Approved " + host + "; it delivers with its next heartbeat",
              api -> api.clients().approve(host, null))
              .undoneBy(back));
    }
    lines.add("");
    lines.add("Compare the fingerprint with what tokenly-agent doctor says on the machine itself.");
    String title = rows.size() == 1 ? "Approve this machine?" : "Approve " + rows.size() + " machines?";
    return Step.to(state.with(new Overlay.Confirm(title, lines, deeds, null, "")));
  }

  private static List<String> identity(Fields row) {
    return List.of(
        "  " + Lines.pair("fingerprint", ClientsPane.fingerprint(row)),
        "  " + Lines.pair("address", Shown.text(row, "ip_address")),
        "  " + Lines.pair("system", Shown.text(row, "system_info", "platform") + ", "
            + Shown.text(row, "system_info", "os") + " " + Shown.text(row, "system_info", "arch")),
        "  " + Lines.pair("agent", Shown.text(row, "launcher_version")));
  }

  /** Five checks, each with what was found. */
  static List<String> risks(State state, Fields row) {
    List<Fields> approved = Fleet.approved(state);
    List<String> lines = new ArrayList<>();
    boolean hasKey = row.optionalText("key_fingerprint") != null;
    lines.add(hasKey ? "ok has a key of its own" : "! no key: anyone could report under this name");
    String network = network(Shown.text(row, "ip_address"));
    boolean isKnown = approved.stream().anyMatch(each -> network(Shown.text(each, "ip_address")).equals(network));
    lines.add(
        isKnown
            ? "ok network " + network + " is known from other machines"
            : "! no approved machine is in its network " + network);
    String system = Shown.text(row, "system_info", "os");
    lines.add(PLATFORMS.contains(system) ? "ok platform " + system : "! unknown platform " + system);
    String newest = Versions.newest(approved);
    String version = Shown.text(row, "launcher_version");
    lines.add(
        Versions.isOlder(version, newest)
            ? "! agent " + version + " is older than the fleet's " + newest
            : "ok agent version " + version);
    lines.add(name(row, state.frame().now()));
    return lines;
  }

  private static String name(Fields row, Instant now) {
    if (row.values().get("conflict") != null) {
      return "! another key or machine has used this name: " + Shown.text(row, "conflict");
    }
    Instant made = row.optionalTime("created_at");
    boolean isNew = made == null || Duration.between(made, now).toHours() < 24;
    return isNew
        ? "! the name is new to the server since " + Shown.age(made, now)
        : "ok the name is known since " + Shown.moment(row, "created_at");
  }

  /** The network an address lies in, as people write it: three numbers of four, four groups of eight. */
  static String network(String address) {
    int parts = address.contains(":") ? 4 : 3;
    String separator = address.contains(":") ? ":" : ".";
    int end = -1;
    for (int part = 0; part < parts; part++) {
      int next = address.indexOf(separator, end + 1);
      if (next < 0) {
        return address;
      }
      end = next;
    }
    return address.substring(0, end) + separator + (parts == 4 ? ":/64" : "0/24");
  }
}
