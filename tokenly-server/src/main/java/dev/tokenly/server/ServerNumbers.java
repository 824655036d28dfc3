package dev.tokenly.server;

import dev.tokenly.server.clients.ClientsRoom;
import dev.tokenly.server.events.Events;
import dev.tokenly.server.ingest.process.IngestState;
import dev.tokenly.server.metrics.MetricText;
import dev.tokenly.store.usage.StoreStats;
import dev.tokenly.store.usage.UsageStore;
import java.util.function.Consumer;

/** What the rooms know of themselves, as numbers for the metrics. */
record ServerNumbers(UsageStore usage, ClientsRoom clients, UsageRooms rooms, Events events)
    implements
      Consumer<MetricText> {
  @Override
  public void accept(MetricText text) {
    StoreStats stats = usage.ask().stats();
    text.gauge("tokenly_store_records", "Records in the ledger.", stats.records());
    text.gauge("tokenly_store_rollup_rows", "Rows of hourly sums.", stats.rollupRows());
    text.gauge("tokenly_store_bytes", "Size of the ledger on disk.", stats.bytes());
    IngestState ingest = rooms.ingest().state();
    text.counters("tokenly_ingest_files_total", "Files that were processed, by result.", "result",
        rooms.totals().files());
    text.counters("tokenly_ingest_records_total", "Records of processed files, by what became of them.", "result",
        rooms.totals().records());
    text.gauge("tokenly_backlog_files", "Accepted files that are not stored yet.", ingest.backlogFiles());
    text.gauge(
        "tokenly_ingest_lag_seconds", "For how long the oldest of them has waited.",
        ingest.lag().toMillis() / 1e3);
    text.gauge("tokenly_healthy", "1 while the server can store.", ingest.trouble() == null ? 1 : 0);
    text.gauges("tokenly_clients", "Machines by status; active ones were seen lately.", "status",
        clients.listing().summary());
    text.gauge("tokenly_event_listeners", "Open event streams.", events.listenerCount());
    text.counter("tokenly_events_total", "Events told to whoever listens.", events.published());
  }
}
