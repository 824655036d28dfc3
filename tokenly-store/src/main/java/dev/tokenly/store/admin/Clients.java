package dev.tokenly.store.admin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The registered machines. A deleted client stays as a row of that status, so that its usage keeps its name. */
public interface Clients {
  Optional<Client> find(String id);

  /** The client of that host name that is not deleted, or else the last one deleted. */
  Optional<Client> findByHostname(String hostname);

  ClientPage list(ClientQuery query);

  /** How many there are in each status; statuses without clients are 0. */
  Map<ClientStatus, Long> countByStatus();

  /** How many approved clients were seen since that moment. */
  long countSeenSince(Instant moment);

  /** Makes or replaces a client, its heartbeat included. */
  void put(Client client);

  /** Notes the newest heartbeats by client id, all at once; ids that are not known are ignored. */
  void putHeartbeats(Map<String, Heartbeat> heartbeats);

  /** The host name of every client, deleted ones included, by id. */
  Map<String, String> hostnames();
}
