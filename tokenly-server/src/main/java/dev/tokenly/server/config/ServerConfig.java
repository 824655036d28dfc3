package dev.tokenly.server.config;

import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.http.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configuration as it is now; every read sees the last change. */
public final class ServerConfig {
  private final Mirror<StoredValue> values;
  private final SecretBox secrets;
  private volatile @Nullable Told told;

  public ServerConfig(Administration administration, SecretBox secrets) {
    this.values = new Mirror<>(StoredValue.KIND, administration);
    this.secrets = secrets;
  }

  public boolean flag(ServerKey key) {
    return (Boolean) value(key);
  }

  public long number(ServerKey key) {
    return ((Number) value(key)).longValue();
  }

  /** The number {@code byName} has for a name; that of {@code otherwise} when it has none. */
  public long number(ServerKey byName, String name, ServerKey otherwise) {
    Object own = ((Map<?, ?>) value(byName)).get(name);
    return own instanceof Number number ? number.longValue() : number(otherwise);
  }

  public String text(ServerKey key) {
    return (String) value(key);
  }

  /** A secret in the clear; empty when it is not set. Not for answers and logs. */
  public Optional<String> secret(ServerKey key) {
    return stored(key).map(stored -> secrets.open(key.key(), String.valueOf(stored.value())));
  }

  /** What agents are told when nothing is overridden for them; worked out once for each value an admin sets. */
  public ClientConfig clientConfig() {
    Object set = value(ServerKey.DEFAULT_CLIENT_CONFIG);
    Told known = told;
    if (known == null || !known.set.equals(set)) {
      known = new Told(set, ClientConfig.defaults().with(clientDefaults()));
      told = known;
    }
    return known.config;
  }

  /** A client config and what it was made from. */
  private record Told(Object set, ClientConfig config) {}

  /** The part of {@link #clientConfig} an admin has set. */
  public Map<String, Object> clientDefaults() {
    return ConfigJson.copy((Map<?, ?>) value(ServerKey.DEFAULT_CLIENT_CONFIG));
  }

  /** When an admin last changed the key, be it back to the default; null when never. */
  public @Nullable Instant changedAt(ServerKey key) {
    return values.find(key.key()).map(StoredValue::updatedAt).orElse(null);
  }

  private Object value(ServerKey key) {
    return stored(key).map(StoredValue::value).map(ServerConfig::whole).orElse(key.absent());
  }

  /** The data binder reads small whole numbers as Integer; everything here is Long. */
  private static Object whole(Object value) {
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  Optional<StoredValue> stored(ServerKey key) {
    return values.find(key.key()).filter(stored -> stored.value() != null);
  }

  void set(Change change, ServerKey key, Object value, @Nullable String notes) {
    Object checked = key.checked(value);
    Object kept = key.isSecret() ? secrets.seal(key.key(), String.valueOf(checked)) : checked;
    Instant created = stored(key).map(StoredValue::createdAt).orElse(change.now());
    values.put(change, key.key(), new StoredValue(kept, created, change.now(), change.actor().userId(), notes));
  }

  void reset(Change change, ServerKey key) {
    if (stored(key).isEmpty()) {
      throw Refusal.notFound("configured value for", key.key());
    }
    Instant now = change.now();
    values.put(change, key.key(), new StoredValue(null, now, now, change.actor().userId(), null));
  }
}
