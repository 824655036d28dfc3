package dev.tokenly.server.care;

import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.Clients;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose clients here the machines of an import are; one not known is made, or in a dry run only counted. */
final class ImportedClients {
  private final Administration administration;
  private final boolean dryRun;
  private final Map<String, String> known = new HashMap<>();
  private final Set<String> made = new HashSet<>();

  ImportedClients(Administration administration, boolean dryRun) {
    this.administration = administration;
    this.dryRun = dryRun;
  }

  /** The client here of a client there, by its id and host name, either of which may be missing. */
  String here(@Nullable String id, @Nullable String hostname, String otherwise) {
    return known.computeIfAbsent(
        id == null ? otherwise : id,
        key -> found(id, hostname == null ? (id == null ? otherwise : key) : hostname));
  }

  /** How many were not known. */
  int made() {
    return made.size();
  }

  private String found(@Nullable String id, String name) {
    return administration.change(
        Actor.SYSTEM,
        change -> {
          Clients clients = change.tables().clients();
          if (id != null && clients.find(id).isPresent()) {
            return id;
          }
          return clients
              .findByHostname(name)
              .map(Client::id)
              .orElseGet(
                  () -> {
                    String fresh = id == null ? UUID.randomUUID().toString() : id;
                    made.add(name);
                    if (!dryRun) {
                      Client.Times times = new Client.Times(change.now(), change.now(), null);
                      clients.put(new Client(fresh, name, "imported", null, Client.Standing.PENDING, null, times));
                    }
                    return fresh;
                  });
        });
  }
}
