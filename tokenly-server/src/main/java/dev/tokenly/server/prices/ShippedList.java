package dev.tokenly.server.prices;

import dev.tokenly.model.price.BookFile;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list that came with this version: when it is another than before, it prices what had no price, like any import. */
final class ShippedList {
  private static final Kind<Taken> TAKEN = new Kind<>(DocumentKind.INSTALLATION, Taken.class);
  private static final String KEY = "shipped_prices";
  private static final Logger LOG = LoggerFactory.getLogger(ShippedList.class);

  private final Administration administration;
  private final Repricing repricing;

  /** The version that was taken up last. */
  record Taken(String version) {}

  ShippedList(Administration administration, Repricing repricing) {
    this.administration = administration;
    this.repricing = repricing;
  }

  /** Does nothing the second time; what was interrupted or failed goes on at the next start. */
  void takeUp() {
    Taken shipped = new Taken(BookFile.shipped().version());
    try {
      if (administration.find(TAKEN, KEY).filter(shipped::equals).isEmpty()) {
        takeUp(shipped);
      }
    } catch (RuntimeException e) {
      LOG.warn("the shipped prices could not be taken up yet: {}", e.toString());
    }
  }

  private void takeUp(Taken shipped) {
    long priced = repricing.priceTheUnpriced();
    administration.change(
        Actor.SYSTEM,
        change -> {
          change.put(TAKEN, KEY, shipped);
          return true;
        });
    if (priced > 0) {
      LOG.info("{} calls that had no price got one of the list of {}", priced, shipped.version());
    }
  }
}
