package dev.tokenly.formats.scan;

import dev.tokenly.model.Hash128;
import java.util.Arrays;

/** Rows by the hashes they are known by, several by one hash if need be; in arrays, like the rows. Not thread-safe. */
final class RowIndex {
  private static final int ROOM = 1 << 16;
  private static final int NONE = -1;

  private long[] hashes = new long[2 * ROOM];
  private int[] rows = new int[ROOM];
  private int[] behind = new int[ROOM];
  private int[] firsts = none(ROOM);
  private int size;

  /** Adds a row under a hash. */
  void add(Hash128 hash, int row) {
    if (size == rows.length) {
      grow();
    }
    hashes[2 * size] = hash.high();
    hashes[2 * size + 1] = hash.low();
    rows[size] = row;
    link(size++);
  }

  private void grow() {
    int room = 2 * size;
    hashes = Arrays.copyOf(hashes, 2 * room);
    rows = Arrays.copyOf(rows, room);
    behind = Arrays.copyOf(behind, room);
    firsts = none(room);
    for (int place = 0; place < size; place++) {
      link(place);
    }
  }

  private void link(int place) {
    int chain = chain(hashes[2 * place]);
    behind[place] = firsts[chain];
    firsts[chain] = place;
  }

  /** The room is a power of two. */
  private int chain(long high) {
    return (int) high & (firsts.length - 1);
  }

  /** A place where a row with that hash stands, or a negative number. */
  int first(Hash128 hash) {
    return find(firsts[chain(hash.high())], hash);
  }

  /** Another place behind this one, or a negative number. */
  int next(int place, Hash128 hash) {
    return find(behind[place], hash);
  }

  private int find(int from, Hash128 hash) {
    int place = from;
    while (place != NONE && !(hashes[2 * place] == hash.high() && hashes[2 * place + 1] == hash.low())) {
      place = behind[place];
    }
    return place;
  }

  /** The row at a place. */
  int row(int place) {
    return rows[place];
  }

  private static int[] none(int room) {
    int[] none = new int[room];
    Arrays.fill(none, NONE);
    return none;
  }
}
