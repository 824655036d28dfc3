package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.Resync;
import dev.tokenly.model.protocol.UpdateOffer;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.config.ServerConfig;
import dev.tokenly.server.events.Events;
import dev.tokenly.store.usage.ClientCounters;
import dev.tokenly.store.usage.RawFiles;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the parts of this room. */
public final class ClientsRoom implements AutoCloseable {
  private final Registry registry;
  private final HeartbeatEndpoint heartbeat;
  private final ClientListing listing;
  private final ClientActivity activity;
  private final ClientDesk desk;
  private final BulkDesk bulk;
  private final OverrideDesk overrides;
  private final UploadGate uploads;

  /** What the room knows of the others: what each client sent, what was counted of it, and which update is offered. */
  public record Neighbours(
      RawFiles files, Supplier<Map<String, ClientCounters>> counters,
      BiFunction<ClientConfig, Heartbeat, UpdateOffer> offers, Past past) {}

  /** What machines are asked for because the ledger was put back (null: it was not), and whether it knows all of its journal. */
  public record Past(@Nullable Resync restored, BooleanSupplier caughtUp) {
    boolean isCaughtUp() {
      return caughtUp.getAsBoolean();
    }
  }

  public ClientsRoom(Administration administration, ServerConfig config, Events events, Neighbours neighbours) {
    registry = new Registry(administration);
    Reception.Parts parts =
        new Reception.Parts(administration, registry, config, new ClientSettings(administration, config), events);
    Reception reception = new Reception(parts);
    Vitals vitals = new Vitals();
    ClientView view = new ClientView(parts, reception.conflicts(), vitals);
    heartbeat = new HeartbeatEndpoint(
        parts, reception, vitals,
        new HeartbeatEndpoint.Errands(neighbours.offers(), new Losses(neighbours, administration.now())));
    listing = new ClientListing(parts, view, neighbours.counters());
    activity = new ClientActivity(parts, neighbours.files());
    desk = new ClientDesk(parts, reception, listing);
    bulk = new BulkDesk(parts, desk);
    overrides = new OverrideDesk(parts);
    uploads = new UploadGate(reception);
  }

  public Registry registry() {
    return registry;
  }

  public HeartbeatEndpoint heartbeat() {
    return heartbeat;
  }

  public ClientListing listing() {
    return listing;
  }

  public ClientActivity activity() {
    return activity;
  }

  public ClientDesk desk() {
    return desk;
  }

  public BulkDesk bulk() {
    return bulk;
  }

  public OverrideDesk overrides() {
    return overrides;
  }

  public UploadGate uploads() {
    return uploads;
  }

  /** Writes what was gathered since the last flush. */
  @Override
  public void close() {
    registry.flush();
  }
}
