package dev.tokenly.server.clients;

import dev.tokenly.store.admin.Client;
import org.jspecify.annotations.Nullable;

/** A client with one thing changed. */
final class Clients {
  private Clients() {}

  static Client with(Client client, Client.Times times) {
    return new Client(
        client.id(), client.hostname(), client.description(), client.keyHash(), client.standing(), client.heartbeat(),
        times);
  }

  static Client with(Client client, Client.Standing standing, Client.Times times) {
    return new Client(
        client.id(), client.hostname(), client.description(), client.keyHash(), standing, client.heartbeat(), times);
  }

  static Client withKey(Client client, @Nullable String keyHash) {
    return new Client(
        client.id(), client.hostname(), client.description(), keyHash, client.standing(), client.heartbeat(),
        client.times());
  }

  static Client withDescription(Client client, @Nullable String description) {
    return new Client(
        client.id(), client.hostname(), description, client.keyHash(), client.standing(), client.heartbeat(),
        client.times());
  }
}
