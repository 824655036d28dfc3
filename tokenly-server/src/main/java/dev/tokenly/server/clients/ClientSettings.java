package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.config.ServerConfig;
import dev.tokenly.server.config.ServerKey;
import dev.tokenly.store.admin.Client;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each client is told: built-in defaults, the server's defaults over them, the client's override over those. */
final class ClientSettings {
  private final ServerConfig config;
  private final Mirror<ConfigOverride> overrides;

  ClientSettings(Administration administration, ServerConfig config) {
    this.config = config;
    this.overrides = new Mirror<>(ConfigOverride.KIND, administration);
  }

  ClientConfig of(Client client) {
    return overrides.find(client.id()).map(override -> merged(override.config())).orElseGet(config::clientConfig);
  }

  ClientConfig merged(Map<String, Object> override) {
    return config.clientConfig().with(override);
  }

  Optional<ConfigOverride> override(Client client) {
    return overrides.find(client.id()).filter(ConfigOverride::saysSomething);
  }

  Map<String, ConfigOverride> all() {
    return overrides.byKey().entrySet().stream()
        .filter(entry -> entry.getValue().saysSomething())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void put(Change change, Client client, Map<String, Object> partial) {
    ClientConfig.validate(partial);
    Instant created = override(client).map(ConfigOverride::createdAt).orElse(change.now());
    overrides.put(change, client.id(), new ConfigOverride(partial, created, change.now(), change.actor().userId()));
  }

  /** Nothing is overridden any more, which the client has to hear as well; false when nothing was. */
  boolean clear(Change change, Client client) {
    boolean wasSet = override(client).isPresent();
    if (wasSet) {
      put(change, client, Map.of());
    }
    return wasSet;
  }

  /** Drops what is known of a client that is no more. */
  void forget(Change change, Client client) {
    overrides.remove(change, client.id());
  }

  /** When what the client is told last changed; null when it was never anything but the built-in defaults. */
  @Nullable
  Instant changedAt(Client client) {
    return Stream.of(
        Optional.ofNullable(config.changedAt(ServerKey.DEFAULT_CLIENT_CONFIG)),
        overrides.find(client.id()).map(ConfigOverride::updatedAt))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(null);
  }

  /** Whether the client has not heard the last change yet. */
  boolean isUndelivered(Client client) {
    Instant changed = changedAt(client);
    Instant delivered = client.times().configDeliveredAt();
    return changed != null && (delivered == null || delivered.isBefore(changed));
  }
}
