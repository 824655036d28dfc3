package dev.tokenly.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/clients}: the machines; {@code id} is a uuid or a hostname. */
public final class ClientsApi {
  private static final String CLIENTS = "/api/manage/clients";
  private final ServerApi api;

  ClientsApi(ServerApi api) {
    this.api = api;
  }

  /** Which clients to list: states, a part of the hostname, the order. */
  public record Selection(List<String> status, @Nullable String hostname, @Nullable String orderBy,
      boolean descending) {
    public static final Selection ALL = new Selection(List.of(), null, null, false);

    public Selection {
      status = List.copyOf(status);
    }
  }

  public Answer list(Selection selection, Page page) {
    Query query = page.query().with("status", selection.status()).with("hostname", selection.hostname());
    return api.get(query.with("order_by", selection.orderBy()).flag("desc", selection.descending()).on(CLIENTS));
  }

  public Answer show(String id) {
    return api.get(path(id));
  }

  public Answer approve(String id, @Nullable String notes) {
    return change(id, "approve", notes);
  }

  /** Approves only a machine whose key has this fingerprint; the server notes in its audit when it has another. */
  public Answer approve(String id, @Nullable String notes, String fingerprint) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("fingerprint", fingerprint));
    if (notes != null) {
      body.put("notes", notes);
    }
    return api.send(Request.json("PUT", path(id) + "/approve", body));
  }

  public Answer reject(String id, @Nullable String notes) {
    return change(id, "reject", notes);
  }

  public Answer suspend(String id, @Nullable String notes) {
    return change(id, "suspend", notes);
  }

  public Answer resetKey(String id) {
    return change(id, "reset-key", null);
  }

  private Answer change(String id, String action, @Nullable String notes) {
    Map<String, Object> body = notes == null ? Map.of() : Map.of("notes", notes);
    return api.send(Request.json("PUT", path(id) + '/' + action, body));
  }

  public Answer describe(String id, String description) {
    return api.send(Request.json("PUT", path(id), Map.of("description", description)));
  }

  public Answer delete(String id) {
    return api.send(Request.of("DELETE", path(id)));
  }

  public Answer unblock(String hostname) {
    return api.send(Request.json("POST", CLIENTS + "/unblock", Map.of("hostname", hostname)));
  }

  /** One action for many; the answer has a result for each id. */
  public Answer bulk(List<String> ids, String action, @Nullable String notes) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ids", ids);
    body.put("action", action);
    if (notes != null) {
      body.put("notes", notes);
    }
    return api.send(Request.json("POST", CLIENTS + "/bulk", body));
  }

  /** The overrides of one client, with the merged result and when it was delivered. */
  public Answer config(String id) {
    return api.get(path(id) + "/config");
  }

  public Answer setConfig(String id, Map<String, Object> overrides) {
    return api.send(Request.json("PUT", path(id) + "/config", overrides));
  }

  public Answer clearConfig(String id) {
    return api.send(Request.of("DELETE", path(id) + "/config"));
  }

  public Answer overrides() {
    return api.get(CLIENTS + "/overrides");
  }

  public Answer activity(String id, Page page) {
    return api.get(page.query().on(path(id) + "/activity"));
  }

  private static String path(String id) {
    return CLIENTS + '/' + Query.segment(id);
  }
}
