package dev.tokenly.server;

import dev.tokenly.model.protocol.Resync;
import dev.tokenly.server.access.AccessRoom;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.audit.AuditDesk;
import dev.tokenly.server.http.HttpServer;
import dev.tokenly.server.http.Limits;
import dev.tokenly.server.http.PemFiles;
import dev.tokenly.server.ingest.Ingest;
import dev.tokenly.server.settings.FirstPassword;
import dev.tokenly.server.settings.Settings;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreFactory;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.StoreRecovery;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rooms are told: taken from the settings and the configuration, in the rooms' own words. */
final class Wiring {
  private Wiring() {}

  static Store store(StoreFactory stores, @Nullable Path folder, Settings.Data data, Clock clock) {
    StoreOptions options = new StoreOptions(data.memoryLimitMegabytes(), clock);
    return folder == null ? stores.inMemory(options) : stores.open(folder, options);
  }

  /** What opening the store had to mend is for the audit, not only for the log. */
  static void auditRecovery(StoreRecovery recovery, Administration administration, AuditDesk audit) {
    if (!recovery.messages().isEmpty()) {
      Map<String, Object> details =
          Map.of(
              "messages", recovery.messages(),
              "journal_replayed", recovery.journalNeeded(),
              "signed_heads_set_aside", recovery.journalNeeded() ? audit.setLostHeadsAside() : 0);
      administration.change(
          Actor.SYSTEM,
          change -> {
            change.audit("storage_recovered", "system", null, details);
            return true;
          });
    }
  }

  /**
   * What machines are asked for because the database was put back from a backup. One that somebody put into the folder by
   * hand is known by what the journal knows beyond it.
   */
  static @Nullable Resync lost(Store store, @Nullable Path folder) throws IOException {
    Optional<String> unknown = folder == null ? Optional.empty() : Ingest.uploadUnknownTo(store, folder);
    if (folder != null && unknown.isPresent()) {
      PutBack.mark(folder, unknown.get(), store);
    }
    return PutBack.read(folder);
  }

  static AccessRoom.Terms terms(Settings settings) throws IOException {
    Settings.Tokens tokens = settings.tokens();
    boolean isLoopback = InetAddress.getByName(settings.listen().host()).isLoopbackAddress();
    return new AccessRoom.Terms(
        tokens.accessLife(),
        tokens.refreshLife(),
        tokens.issuer(),
        tokens.audience(),
        settings.listen().tls() != null || !isLoopback);
  }

  static HttpServer.Listener listener(Settings.Listen listen) {
    Limits limits =
        new Limits(
            listen.caps().connections(),
            listen.caps().connectionsPerAddress(),
            Limits.DEFAULT.idle(),
            Limits.DEFAULT.header(),
            listen.caps().drain());
    Settings.Listen.Tls tls = listen.tls();
    PemFiles files = tls == null ? null : new PemFiles(tls.certificate(), tls.key());
    return new HttpServer.Listener(listen.host(), listen.port(), files, limits, Set.copyOf(listen.origins()));
  }

  static void keepFirst(@Nullable Path folder, Optional<String> password) throws IOException {
    if (folder != null && password.isPresent()) {
      FirstPassword.write(folder, password.get());
    }
  }

  static void forgetFirst(@Nullable Path folder, String username) {
    if (folder != null && username.equals(AccessRoom.FIRST_USER)) {
      FirstPassword.delete(folder);
    }
  }
}
