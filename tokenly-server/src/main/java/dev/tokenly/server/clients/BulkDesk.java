package dev.tokenly.server.clients;

import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/manage/clients/bulk}: one action for many clients. Mode {@code all} changes every one or none; mode
 * {@code each} (the default) changes what can be changed. Either way every client's result is told.
 */
public final class BulkDesk {
  private static final int MAX_CLIENTS = 10_000;
  private static final int MAX_BYTES = 64 * MAX_CLIENTS; // an id takes 39

  private final Reception.Parts parts;
  private final ClientDesk desk;

  BulkDesk(Reception.Parts parts, ClientDesk desk) {
    this.parts = parts;
    this.desk = desk;
  }

  private record Result(String id, @Nullable String clientId, @Nullable String hostname, boolean ok,
      @Nullable String error, String message) {}

  public Response apply(Request request) throws IOException {
    Fields body = request.json(MAX_BYTES);
    Transition transition = Transition.of(body.text("action"));
    request.caller().require(transition.permission());
    String notes = ClientDesk.checkedText("notes", body.optionalText("notes"));
    List<String> ids = ids(body);
    String mode = body.has("mode") ? body.text("mode") : "each";
    Actor actor = Actor.of(request);
    return switch (mode) {
      case "each" -> answer(transition, mode, ids.stream().map(id -> one(actor, transition, id, notes)).toList());
      case "all" -> answer(transition, mode, all(actor, transition, ids, notes));
      default -> throw Refusal.invalid("mode", "each or all is needed");
    };
  }

  private List<String> ids(Fields body) {
    Fields filter = body.optionalObject("filter");
    List<String> ids = filter == null ? body.texts("ids").stream().distinct().toList() : matching(filter);
    if (ids.size() > MAX_CLIENTS || (ids.isEmpty() && filter == null)) {
      throw Refusal.invalid("ids", "1 to " + MAX_CLIENTS + " ids, or a filter, are needed");
    }
    return ids;
  }

  private List<String> matching(Fields filter) {
    String status = filter.optionalText("status");
    String hostname = filter.optionalText("hostname");
    if (status == null && hostname == null) {
      throw Refusal.invalid("filter", "status or hostname is needed");
    }
    Set<ClientStatus> statuses =
        status == null ? EnumSet.allOf(ClientStatus.class) : ClientListing.statuses(List.of(status.split(",", -1)));
    return parts.registry().living().stream()
        .filter(client -> statuses.contains(client.standing().status()))
        .filter(client -> hostname == null || ClientListing.isNamed(client, hostname))
        .map(Client::id)
        .toList();
  }

  private Result one(Actor actor, Transition transition, String id, @Nullable String notes) {
    try {
      Client done =
          parts.administration().change(actor,
              change -> desk.apply(change, transition, parts.registry().get(id), notes));
      return new Result(id, done.id(), done.hostname(), true, null, done.standing().status().wireName());
    } catch (Refusal refusal) {
      return failed(id, refusal);
    }
  }

  private static Result failed(String id, Refusal refusal) {
    return new Result(id, null, null, false, refusal.code(), refusal.sentence());
  }

  /** Looks first whether all can be changed, within the transaction that then changes them. */
  private List<Result> all(Actor actor, Transition transition, List<String> ids, @Nullable String notes) {
    return parts.administration().change(
        actor,
        change -> {
          List<Result> results = new ArrayList<>();
          for (String id : ids) {
            results.add(checked(transition, id));
          }
          if (results.stream().allMatch(Result::ok)) {
            ids.forEach(id -> desk.apply(change, transition, parts.registry().get(id), notes));
            return results;
          }
          return results.stream().map(BulkDesk::heldBack).toList();
        });
  }

  private Result checked(Transition transition, String id) {
    try {
      Client client = parts.registry().get(id);
      transition.requireFrom(client.standing().status());
      return new Result(id, client.id(), client.hostname(), true, null, transition.to().wireName());
    } catch (Refusal refusal) {
      return failed(id, refusal);
    }
  }

  private static Result heldBack(Result result) {
    return result.ok()
        ? new Result(result.id(), result.clientId(), result.hostname(), false, "held_back",
            "not changed because another could not be")
        : result;
  }

  private static Response answer(Transition transition, String mode, List<Result> results) {
    long succeeded = results.stream().filter(Result::ok).count();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("action", transition.wireName());
    answer.put("mode", mode);
    answer.put("results", results);
    answer.put("succeeded", succeeded);
    answer.put("failed", results.size() - succeeded);
    return Response.json(answer);
  }
}
