package dev.tokenly.tui;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Notice;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server tells by itself: usage goes into the feed, what needs somebody into the notice line. */
final class Events {
  private Events() {}

  static Step happened(State state, Msg.Happened event) {
    Fields fields = event.fields();
    return switch (event.kind()) {
      case "usage" -> Step.to(state.frame().isPaused() ? state : usage(state, fields));
      case "new_client_registration" ->
          told(state.refreshing(), word(fields, "hostname", "client_id") + " asks to be approved", false, Page.CLIENTS);
      case "client_status_change" -> Step.to(state.refreshing());
      case "config_change" -> Step.to(state.refreshing());
      case "budget_alert" ->
          told(
              state.refreshing(),
              "Budget " + word(fields, "name", "budget") + " has passed " + word(fields, "threshold", "percent") + " %",
              true,
              Page.BUDGETS);
      case "ingestion_failed" ->
          told(
              state.refreshing(),
              "A delivery could not be read: " + word(fields, "original_path", "file_id"),
              true,
              Page.FILES);
      case "system_alert" -> told(state, word(fields, "message", "kind"), true, Page.CLIENTS);
      case "missed" -> Step.to(state.refreshing());
      default -> Step.to(state);
    };
  }

  private static State usage(State state, Fields fields) {
    State next = state;
    Fields one = fields.values().get("record") instanceof Map ? fields.object("record") : null;
    List<Fields> records = one != null ? List.of(one) : fields.has("records") ? fields.objects("records") : List.of();
    for (Fields record : records) {
      next = next.with(next.feed().with(record));
    }
    return next;
  }

  private static String word(Fields fields, String first, String second) {
    Object value = fields.values().get(first);
    Object other = value == null ? fields.values().get(second) : value;
    return other == null ? "?" : other.toString();
  }

  private static Step told(State state, String text, boolean isBad, @Nullable Page jump) {
    String where = jump == null ? "" : "  (! goes to " + jump.title() + ")";
    return Step
        .to(state.with(state.feed().saying(new Notice(text + where, isBad, state.frame().now(), jump, List.of()))));
  }

  /** Whether the stream stands; when it stands again everything is asked anew, for nobody told what happened between. */
  static Step linked(State state, Msg.Linked link) {
    boolean isBack = link.connected() && !state.feed().isConnected() && !state.feed().trouble().isEmpty();
    State next = state.with(state.feed().linked(link.connected(), link.sentence()));
    return Step.to(isBack ? next.refreshing() : next, isBack ? new Effect[] {new Effect.Redraw()} : new Effect[0]);
  }

  /** Says so when fewer machines report than a moment ago. */
  static State counted(State state, @Nullable Fields before, Fields now) {
    long then = active(before);
    long left = active(now);
    if (then <= left || left < 0) {
      return state;
    }
    long gone = then - left;
    String text = gone == 1 ? "A machine fell silent" : gone + " machines fell silent";
    return told(state, text, true, Page.FLEET).state();
  }

  private static long active(@Nullable Fields status) {
    Fields clients = status == null ? null : status.optionalObject("clients");
    return clients == null ? -1 : clients.number("active", -1);
  }
}
