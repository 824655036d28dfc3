package dev.tokenly.server.prices;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.price.BookFile;
import dev.tokenly.model.price.PriceEntry;
import dev.tokenly.model.price.PriceLayer;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.store.admin.Document;
import dev.tokenly.store.admin.DocumentKind;
import dev.tokenly.store.admin.Documents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes changes of the price book, each with its audit entry in one transaction, and makes them count at once. */
final class PriceChanges {
  private final Administration administration;
  private final CurrentPrices prices;

  PriceChanges(Administration administration, CurrentPrices prices) {
    this.administration = administration;
    this.prices = prices;
  }

  /** Adds an imported book above the ones before. */
  void imported(Actor actor, PriceLayer layer) {
    List<Map<String, Object>> entries = layer.entries().stream().map(BookFile::toJson).toList();
    Map<String, Object> book = Map.of("schema", BookFile.SCHEMA, "version", layer.version(), "prices", entries);
    administration.change(
        actor,
        change -> {
          put(change, CurrentPrices.IMPORT + change.now() + " " + layer.version(), book);
          Map<String, Object> details = Map.of("version", layer.version(), "prices", entries.size());
          change.audit("prices_import", "config", null, details);
          return layer;
        });
  }

  /** Sets one price of the admin's own; an earlier one of the same model and first day is replaced. */
  void set(Actor actor, PriceEntry entry) {
    Map<String, Object> json = BookFile.toJson(entry);
    administration.change(
        actor,
        change -> {
          put(change, key(entry), json);
          change.audit("prices_set", "config", entry.name().model(), json);
          return entry;
        });
  }

  /** Removes the admin's own prices of a model; answers how many there were. */
  int remove(Actor actor, String provider, String model) {
    return administration.change(
        actor,
        change -> {
          Documents documents = change.tables().documents(DocumentKind.PRICES);
          // A model's name may hold slashes: what follows it must be the day alone.
          List<Document> own =
              documents.list(CurrentPrices.OVERRIDE + provider + "/").stream()
                  .filter(document -> isOf(model, document))
                  .toList();
          own.forEach(document -> documents.remove(document.key()));
          if (!own.isEmpty()) {
            change.audit("prices_remove", "config", model, Map.of("provider", provider));
            change.afterCommit(prices::reload);
          }
          return own.size();
        });
  }

  private static boolean isOf(String model, Document document) {
    return Fields.parse(document.json().getBytes(StandardCharsets.UTF_8)).text("model").equalsIgnoreCase(model);
  }

  /** Writes down that history was priced again. */
  void repriced(Actor actor, long examined, long changed) {
    administration.change(
        actor,
        change -> {
          change.audit("prices_reprice", "config", null, Map.of("examined", examined, "changed", changed));
          return changed;
        });
  }

  private void put(Change change, String key, Map<String, Object> json) {
    change.tables().documents(DocumentKind.PRICES).put(key, JsonText.write(json));
    change.afterCommit(prices::reload);
  }

  private static String key(PriceEntry entry) {
    Object from = entry.validity().from() == null ? "always" : entry.validity().from();
    return CurrentPrices.OVERRIDE + entry.name().provider() + "/" + entry.name().model().toLowerCase(Locale.ROOT)
        + "/" + from;
  }
}
