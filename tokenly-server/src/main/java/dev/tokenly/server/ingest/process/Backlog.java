package dev.tokenly.server.ingest.process;

import dev.tokenly.server.ingest.journal.Filed;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Accepted files that are not settled, oldest first: waiting, or being processed right now. Thread-safe. */
final class Backlog {
  private final Map<UUID, Item> items = new LinkedHashMap<>();

  /** A file and whether it is being processed. */
  private record Item(Filed filed, boolean processing) {}

  /** False when a file of that id is here already. */
  synchronized boolean add(Filed filed) {
    return items.putIfAbsent(filed.entry().id(), new Item(filed, false)) == null;
  }

  synchronized void processing(Filed filed, boolean processing) {
    items.computeIfPresent(filed.entry().id(), (_, _) -> new Item(filed, processing));
  }

  synchronized void remove(Filed filed) {
    items.remove(filed.entry().id());
  }

  synchronized int size() {
    return items.size();
  }

  synchronized Optional<Filed> find(UUID id) {
    return Optional.ofNullable(items.get(id)).map(Item::filed);
  }

  /** Files in one of the two states, oldest first. */
  synchronized List<Filed> list(boolean processing) {
    return items.values().stream().filter(item -> item.processing == processing).map(Item::filed).toList();
  }

  /** How long the oldest has waited. */
  synchronized Duration lag(Instant now) {
    if (items.isEmpty()) {
      return Duration.ZERO;
    }
    Duration lag = Duration.between(items.values().iterator().next().filed.entry().receivedAt(), now);
    return lag.isNegative() ? Duration.ZERO : lag;
  }
}
