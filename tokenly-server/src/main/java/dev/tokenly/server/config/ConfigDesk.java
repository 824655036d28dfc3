package dev.tokenly.server.config;

import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/config}: every key there is, with its value and whether that is the default. */
public final class ConfigDesk {
  private static final String MASK = "********";

  private final Administration administration;
  private final ServerConfig config;
  private final Consumer<String> onChange;

  /** {@code onChange} hears the key of every change that is committed. */
  public ConfigDesk(Administration administration, ServerConfig config, Consumer<String> onChange) {
    this.administration = administration;
    this.config = config;
    this.onChange = onChange;
  }

  public Response list(Request request) {
    String prefix = request.query().text("prefix").orElse("");
    List<Map<String, @Nullable Object>> all =
        Arrays.stream(ServerKey.values()).filter(key -> key.key().startsWith(prefix)).map(this::view).toList();
    return Response.json(Map.of("configs", request.query().page(all), "total", all.size()));
  }

  private Map<String, @Nullable Object> view(ServerKey key) {
    Optional<StoredValue> stored = config.stored(key);
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("key", key.key());
    view.put("value", shown(key, stored));
    view.put("type", key.type());
    view.put("created_at", stored.map(StoredValue::createdAt).orElse(null));
    view.put("updated_at", stored.map(StoredValue::updatedAt).orElse(null));
    view.put("updated_by", stored.map(StoredValue::updatedBy).orElse(null));
    view.put("notes", stored.map(StoredValue::notes).orElse(null));
    view.put("source", stored.isPresent() ? "set" : "default");
    view.put("default", key.absent());
    view.put("description", key.meaning());
    return view;
  }

  private static Object shown(ServerKey key, Optional<StoredValue> stored) {
    if (key.isSecret()) {
      return stored.isPresent() ? MASK : "";
    }
    return stored.map(StoredValue::value).orElse(key.absent());
  }

  public Response show(Request request) {
    return Response.json(view(key(request)));
  }

  private static ServerKey key(Request request) {
    String name = request.pathValue("key");
    return ServerKey.of(name).orElseThrow(() -> Refusal.notFound("config key", name));
  }

  public Response set(Request request) throws IOException {
    ServerKey key = key(request);
    Fields body = request.json();
    Object value = body.values().get("value");
    if (value == null) {
      throw Refusal.invalid("value", "missing");
    }
    if (key.isSecret() && value.equals(MASK)) {
      throw Refusal.invalid("value",
          "this is what a secret is shown as; send the secret itself, or nothing to keep it");
    }
    administration.change(
        Actor.of(request),
        change -> {
          Object before = shown(key, config.stored(key));
          config.set(change, key, value, body.optionalText("notes"));
          Object after = key.isSecret() ? MASK : value;
          change.audit("config_set", "config", key.key(), Map.of("before", before, "after", after));
          change.afterCommit(() -> onChange.accept(key.key()));
          return true;
        });
    return Response.json(view(key));
  }

  /** Back to the default. */
  public Response reset(Request request) {
    ServerKey key = key(request);
    administration.change(
        Actor.of(request),
        change -> {
          Object before = shown(key, config.stored(key));
          config.reset(change, key);
          change.audit("config_delete", "config", key.key(), Map.of("before", before));
          change.afterCommit(() -> onChange.accept(key.key()));
          return true;
        });
    return Response.json(Map.of("key", key.key(), "deleted", true, "value", key.absent()));
  }
}
