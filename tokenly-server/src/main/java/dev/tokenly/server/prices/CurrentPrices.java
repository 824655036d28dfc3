package dev.tokenly.server.prices;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.price.BookFile;
import dev.tokenly.model.price.PriceBook;
import dev.tokenly.model.price.PriceEntry;
import dev.tokenly.model.price.PriceLayer;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.model.price.PricingMode;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.store.admin.Document;
import dev.tokenly.store.admin.DocumentKind;
import dev.tokenly.store.admin.Documents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The book that prices records from now on: the admin's overrides, the imported books, the newest first, and the shipped
 * one. Thread-safe; {@link #reload} takes a change up at once.
 */
public final class CurrentPrices implements Pricer {
  static final String OVERRIDE = "override/";
  static final String IMPORT = "import/";

  private static final PriceLayer SHIPPED = BookFile.shipped();

  private final Administration administration;
  private volatile PriceBook book;

  public CurrentPrices(Administration administration, PricingMode mode) {
    this.administration = administration;
    this.book = load(mode);
  }

  @Override
  public Pricing price(UsageRecord usage) {
    return book.price(usage);
  }

  /** The book as it is now. */
  public PriceBook book() {
    return book;
  }

  /** Reads the layers again, after one of them changed. */
  public void reload() {
    book = load(book.mode());
  }

  /** Changes which cost reports use for records priced from now on. */
  public void use(PricingMode mode) {
    book = load(mode);
  }

  private PriceBook load(PricingMode mode) {
    return new PriceBook(administration.read(transaction -> layers(transaction.documents(DocumentKind.PRICES))), mode);
  }

  private static List<PriceLayer> layers(Documents documents) {
    List<PriceLayer> layers = new ArrayList<>();
    List<Document> overrides = documents.list(OVERRIDE);
    if (!overrides.isEmpty()) {
      layers.add(overrides(overrides));
    }
    for (Document imported : documents.list(IMPORT).reversed()) {
      layers.add(BookFile.kept("import", imported.json().getBytes(StandardCharsets.UTF_8)));
    }
    layers.add(SHIPPED);
    return layers;
  }

  private static PriceLayer overrides(List<Document> documents) {
    List<PriceEntry> entries =
        documents.stream()
            .map(document -> BookFile.entry(Fields.parse(document.json().getBytes(StandardCharsets.UTF_8))))
            .toList();
    String version =
        documents.stream().map(document -> document.updatedAt().toString()).max(String::compareTo).orElse("");
    return new PriceLayer("override", "override " + version, entries);
  }
}
