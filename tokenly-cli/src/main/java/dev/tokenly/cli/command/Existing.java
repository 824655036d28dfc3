package dev.tokenly.cli.command;

import dev.tokenly.api.Page;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** Whether the thing a dry run speaks of is there; what lists have no question for a single thing, are searched. */
final class Existing {
  private static final Page ALL = new Page(Page.MAX, 0);

  private Existing() {}

  static void user(Context context, String name) {
    require(context.api().users().list(ALL).fields().objects("users"), "username", name, "user", "tokenly users");
  }

  static void budget(Context context, String name) {
    require(context.api().money().budgets().fields().objects("budgets"), "name", name, "budget", "tokenly budgets");
  }

  static void token(Context context, String id) {
    require(context.api().auth().tokens().fields().objects("tokens"), "token_id", id, "token", "tokenly tokens");
  }

  static void alert(Context context, String id) {
    require(context.api().money().undelivered(true, ALL).fields().objects("notifications"), "id", id, "alert",
        "tokenly budgets dead-letters");
  }

  private static void require(List<Fields> things, String field, String value, String kind, String fix) {
    if (things.stream().noneMatch(thing -> value.equals(thing.optionalText(field)))) {
      String what = "there is no " + kind + ' ' + Display.clean(value);
      throw Complaint.local(ExitCode.FAILED, "E-NOT-FOUND", what, null, fix + " lists them").raised();
    }
  }
}
