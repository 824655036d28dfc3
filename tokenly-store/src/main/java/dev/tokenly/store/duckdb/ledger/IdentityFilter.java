package dev.tokenly.store.duckdb.ledger;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers the identities that are stored, compactly: 32 bits each, at most four fifths full. It never says no to one it
 * was given and says yes to about one in a thousand million others, so that only records that are really known cost a
 * look into the table. Grows by further parts; nothing is ever taken out. Lies outside the heap, whose size therefore has
 * nothing to do with that of the ledger. Used by the writing thread alone.
 */
final class IdentityFilter implements AutoCloseable {
  private static final int SMALLEST = 1 << 20;
  private static final int LARGEST = 1 << 28;

  private final List<Part> parts = new ArrayList<>();
  // Not an automatic arena: those count as the JVM's direct memory, which is limited like the heap.
  private final Arena arena = Arena.ofShared();
  private long size;

  IdentityFilter(long expected) {
    parts.add(new Part(arena, expected));
  }

  /** Adds the leading 64 bits of an identity, which are bits of a SHA-256 and therefore evenly spread. */
  void add(long identity) {
    Part last = parts.getLast();
    if (last.isFull()) {
      last = new Part(arena, size / 2);
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

  @Override
  public void close() {
    arena.close();
  }

  /** An open-addressed table of fingerprints; the leading bits choose the slot, the trailing ones are the print. */
  private static final class Part {
    private final MemorySegment prints;
    private final int slots;
    private final int limit;
    private int used;

    Part(Arena arena, long expected) {
      this.slots = Math.clamp(expected * 5 / 4 + SMALLEST, SMALLEST, LARGEST);
      this.prints = arena.allocate(ValueLayout.JAVA_INT, slots);
      this.limit = (int) (slots * 4L / 5);
    }

    boolean isFull() {
      return used >= limit;
    }

    void add(long identity) {
      int print = print(identity);
      long slot = slotOf(identity, print);
      if (at(slot) == 0) {
        prints.setAtIndex(ValueLayout.JAVA_INT, slot, print);
        used++;
      }
    }

    boolean mayContain(long identity) {
      return at(slotOf(identity, print(identity))) != 0;
    }

    /** The slot that holds the print, or the free one where it would be put. */
    private long slotOf(long identity, int print) {
      long slot = Math.unsignedMultiplyHigh(identity, slots);
      int there = at(slot);
      while (there != 0 && there != print) {
        slot = slot + 1 == slots ? 0 : slot + 1;
        there = at(slot);
      }
      return slot;
    }

    private int at(long slot) {
      return prints.getAtIndex(ValueLayout.JAVA_INT, slot);
    }

    private static int print(long identity) {
      int print = (int) identity;
      return print == 0 ? 1 : print;
    }
  }
}
