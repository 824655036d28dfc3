package dev.tokenly.server.clients;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.Client;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/clients/{id}/config}: what one client is told differently, and whether it has heard. */
public final class OverrideDesk {
  private final Reception.Parts parts;

  OverrideDesk(Reception.Parts parts) {
    this.parts = parts;
  }

  public Response show(Request request) {
    Client client = parts.registry().get(request.pathValue("id"));
    Map<String, Object> partial = parts.settings().override(client).map(ConfigOverride::config).orElse(Map.of());
    return Response.json(view(client, partial));
  }

  private Map<String, @Nullable Object> view(Client client, Map<String, Object> partial) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("client_id", client.id());
    view.put("hostname", client.hostname());
    view.put("custom_config", partial);
    view.put("effective_config", parts.settings().merged(partial).toMap());
    view.put("overridden_keys", partial.keySet().stream().sorted().toList());
    view.put("updated_at", parts.settings().override(client).map(ConfigOverride::updatedAt).orElse(null));
    view.put("updated_by", parts.settings().override(client).map(ConfigOverride::updatedBy).orElse(null));
    view.put("delivered_at", client.times().configDeliveredAt());
    view.put("delivered", !parts.settings().isUndelivered(client));
    return view;
  }

  /** Replaces the override; {@code ?dry_run=true} only shows what the merged config would be. */
  public Response set(Request request) throws IOException {
    Fields body = request.json();
    Fields named =
        body.has("custom_config") ? body.object("custom_config") : body.has("config") ? body.object("config") : body;
    Map<String, Object> partial = named.values();
    Client client = parts.registry().getLiving(request.pathValue("id"));
    ClientConfig.validate(partial);
    if (request.query().flag("dry_run")) {
      Map<String, @Nullable Object> preview = view(client, partial);
      preview.put("dry_run", true);
      return Response.json(preview);
    }
    parts.administration().change(
        Actor.of(request),
        change -> {
          Map<String, Object> before = parts.settings().override(client).map(ConfigOverride::config).orElse(Map.of());
          parts.settings().put(change, client, partial);
          change.audit("config_set", "client", client.id(),
              Map.of("hostname", client.hostname(), "before", before, "after", partial));
          return true;
        });
    return Response.json(view(client, partial));
  }

  public Response remove(Request request) {
    Client client = parts.registry().get(request.pathValue("id"));
    parts.administration().change(
        Actor.of(request),
        change -> {
          if (!parts.settings().clear(change, client)) {
            throw Refusal.notFound("override for client", client.hostname());
          }
          change.audit("config_delete", "client", client.id(), Map.of("hostname", client.hostname()));
          return true;
        });
    return Response.json(view(client, Map.of()));
  }

  public Response list(Request request) {
    List<Map<String, @Nullable Object>> all =
        parts.settings().all().entrySet().stream()
            .map(entry -> view(parts.registry().get(entry.getKey()), entry.getValue().config()))
            .toList();
    return Response.json(Map.of("overrides", request.query().page(all), "total", all.size()));
  }
}
