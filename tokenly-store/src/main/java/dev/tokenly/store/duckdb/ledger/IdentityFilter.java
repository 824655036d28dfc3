package dev.tokenly.store.duckdb.ledger;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers the identities that are stored, compactly: 32 bits each, at most four fifths full. It never says no to one it
 * was given and says yes to about one in a million others, so that only records that are really known cost a look into the
 * table. With each it keeps a hint of 8 bits, where to look. Grows by further parts; nothing is ever taken out. Lies
 * outside the heap, whose size therefore has nothing to do with that of the ledger. Written by one thread, read by any.
 */
final class IdentityFilter implements AutoCloseable {
  private static final int SMALLEST = 1 << 20;
  private static final int LARGEST = 1 << 28;

  /** The largest hint there is; they begin at one. */
  static final int HINTS = 255;

  /** The answer for an identity that nobody gave. */
  static final int ABSENT = -1;

  /** The hint that says nothing: of an identity given with several hints, or with this one. */
  static final int ANYWHERE = 0;

  private static final VarHandle CELL = ValueLayout.JAVA_INT.varHandle();

  private final List<Part> parts = new CopyOnWriteArrayList<>();
  // Not an automatic arena: those count as the JVM's direct memory, which is limited like the heap.
  private final Arena arena = Arena.ofShared();
  private long size;

  IdentityFilter(long expected) {
    parts.add(new Part(arena, expected));
  }

  /** Adds the leading 64 bits of an identity, which are bits of a SHA-256 and therefore evenly spread. */
  void add(long identity, int hint) {
    Part last = parts.getLast();
    if (last.isFull()) {
      last = new Part(arena, size / 4);
      parts.add(last);
    }
    last.add(identity, hint);
    size++;
  }

  /** The hint an identity was given with, {@link #ANYWHERE} or {@link #ABSENT}. */
  int hint(long identity) {
    int hint = ABSENT;
    for (Part part : parts) {
      int there = part.hint(identity);
      if (there != ABSENT) {
        hint = hint == ABSENT ? there : both(hint, there);
      }
    }
    return hint;
  }

  private static int both(int one, int other) {
    return one == other ? one : ANYWHERE;
  }

  @Override
  public void close() {
    arena.close();
  }

  /**
   * An open-addressed table of fingerprints; the leading bits of an identity choose the slot, the trailing ones are the
   * print, and the eight below the print are the hint.
   */
  private static final class Part {
    private final MemorySegment cells;
    private final int slots;
    private final int limit;
    private int used;

    Part(Arena arena, long expected) {
      this.slots = Math.clamp(expected * 5 / 4 + SMALLEST, SMALLEST, LARGEST);
      this.cells = arena.allocate(ValueLayout.JAVA_INT, slots);
      this.limit = (int) (slots * 4L / 5);
    }

    boolean isFull() {
      return used >= limit;
    }

    void add(long identity, int hint) {
      int print = print(identity);
      long slot = slotOf(identity, print);
      int there = at(slot);
      if (there == 0) {
        put(slot, print | hint);
        used++;
      } else {
        put(slot, print | both(there & HINTS, hint));
      }
    }

    int hint(long identity) {
      int there = at(slotOf(identity, print(identity)));
      return there == 0 ? ABSENT : there & HINTS;
    }

    /** The slot that holds the print, or the free one where it would be put. */
    private long slotOf(long identity, int print) {
      long slot = Math.unsignedMultiplyHigh(identity, slots);
      int there = at(slot);
      while (there != 0 && (there & ~HINTS) != print) {
        slot = slot + 1 == slots ? 0 : slot + 1;
        there = at(slot);
      }
      return slot;
    }

    private int at(long slot) {
      return (int) CELL.getAcquire(cells, slot * Integer.BYTES);
    }

    private void put(long slot, int cell) {
      CELL.setRelease(cells, slot * Integer.BYTES, cell);
    }

    private static int print(long identity) {
      int print = (int) identity << 8;
      return print == 0 ? HINTS + 1 : print;
    }
  }
}
