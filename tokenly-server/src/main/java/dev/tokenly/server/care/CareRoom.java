package dev.tokenly.server.care;

import dev.tokenly.model.price.Pricer;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.UsageStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the parts of this room. */
public record CareRoom(Endpoint export, Endpoint importing, RetentionDesk retention, StorageDesk storage) {

  /** The data folder is null when everything is kept in memory; {@code onImport} hears of every batch imported. */
  public static CareRoom over(
      Administration administration,
      UsageStore store,
      Pricer pricer,
      RetentionDesk.Defaults defaults,
      @Nullable Path folder,
      Clock clock,
      Consumer<AppendResult> onImport) {
    return new CareRoom(
        new ExportEndpoint(store, administration),
        new ImportEndpoint(administration, store, pricer, clock, onImport),
        new RetentionDesk(administration, store, defaults),
        new StorageDesk(administration, store, folder));
  }
}
