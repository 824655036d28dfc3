package dev.tokenly.store.duckdb.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Remembers the identities that are stored, compactly: 32 bits each, at most four fifths full. It never says no to one it
 * was given and says yes to about one in a thousand million others, so that only records that are really known cost a
 * look into the table. Grows by further parts; nothing is ever taken out. Used by the writing thread alone.
 */
final class IdentityFilter {
  private static final int SMALLEST = 1 << 20;
  private static final int LARGEST = 1 << 28;

  private final List<Part> parts = new ArrayList<>();
  private long size;

  IdentityFilter(long expected) {
    parts.add(new Part(expected));
  }

  /** Adds the leading 64 bits of an identity, which are bits of a SHA-256 and therefore evenly spread. */
  void add(long identity) {
    Part last = parts.getLast();
    if (last.isFull()) {
      last = new Part(Math.max(SMALLEST, size));
      parts.add(last);
    }
    last.add(identity);
    size++;
  }

  boolean mayContain(long identity) {
    for (Part part : parts) {
      if (part.mayContain(identity)) {
        return true;
      }
    }
    return false;
  }

  /** An open-addressed table of fingerprints; the leading bits choose the slot, the trailing ones are the print. */
  private static final class Part {
    private final int[] prints;
    private final int limit;
    private int used;

    Part(long expected) {
      int slots = Math.clamp(expected * 5 / 4 + SMALLEST, SMALLEST, LARGEST);
      this.prints = new int[slots];
      this.limit = (int) (slots * 4L / 5);
    }

    boolean isFull() {
      return used >= limit;
    }

    void add(long identity) {
      int print = print(identity);
      int slot = slot(identity);
      while (prints[slot] != 0) {
        if (prints[slot] == print) {
          return;
        }
        slot = slot + 1 == prints.length ? 0 : slot + 1;
      }
      prints[slot] = print;
      used++;
    }

    boolean mayContain(long identity) {
      int print = print(identity);
      int slot = slot(identity);
      while (prints[slot] != 0) {
        if (prints[slot] == print) {
          return true;
        }
        slot = slot + 1 == prints.length ? 0 : slot + 1;
      }
      return false;
    }

    private int slot(long identity) {
      return (int) Math.unsignedMultiplyHigh(identity, prints.length);
    }

    private static int print(long identity) {
      int print = (int) identity;
      return print == 0 ? 1 : print;
    }
  }
}
