package dev.tokenly.server.prices;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.price.BookFile;
import dev.tokenly.model.price.PriceEntry;
import dev.tokenly.model.price.PriceLayer;
import dev.tokenly.store.admin.AdminStore;
import dev.tokenly.store.admin.AuditEntry;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Writes changes of the price book, each with its audit entry in one transaction, and makes them count at once. */
final class PriceChanges {
  private final AdminStore store;
  private final CurrentPrices prices;

  PriceChanges(AdminStore store, CurrentPrices prices) {
    this.store = store;
    this.prices = prices;
  }

  /** Adds an imported book above the ones before. */
  void imported(PriceLayer layer, Instant now, Function<Map<String, Object>, AuditEntry> audit) {
    Map<String, Object> book =
        Map.of(
            "schema", BookFile.SCHEMA,
            "version", layer.version(),
            "prices", layer.entries().stream().map(BookFile::toJson).toList());
    String key = CurrentPrices.IMPORT + now + " " + layer.version();
    put(key, JsonText.write(book), audit.apply(Map.of("version", layer.version(), "prices", layer.entries().size())));
  }

  /** Sets one price of the admin's own; an earlier one of the same model and first day is replaced. */
  void set(PriceEntry entry, Function<Map<String, Object>, AuditEntry> audit) {
    Map<String, Object> json = BookFile.toJson(entry);
    put(key(entry), JsonText.write(json), audit.apply(json));
  }

  /** Removes the admin's own prices of a model; answers how many there were. */
  int remove(String provider, String model, AuditEntry audit) {
    String prefix = CurrentPrices.OVERRIDE + provider + "/" + model + "/";
    int removed =
        store.change(
            transaction -> {
              var documents = transaction.documents(DocumentKind.PRICES);
              var keys = documents.list(prefix);
              keys.forEach(document -> documents.remove(document.key()));
              if (!keys.isEmpty()) {
                transaction.audit().append(audit);
              }
              return keys.size();
            });
    prices.reload();
    return removed;
  }

  /** Writes down what was done where the change itself lies elsewhere. */
  void audited(AuditEntry audit) {
    store.change(transaction -> transaction.audit().append(audit));
  }

  private static String key(PriceEntry entry) {
    return CurrentPrices.OVERRIDE
        + entry.name().provider()
        + "/"
        + entry.name().model()
        + "/"
        + (entry.validity().from() == null ? "always" : entry.validity().from());
  }

  private void put(String key, String json, AuditEntry audit) {
    store.change(
        transaction -> {
          transaction.documents(DocumentKind.PRICES).put(key, json);
          return transaction.audit().append(audit);
        });
    prices.reload();
  }
}
