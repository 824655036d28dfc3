package dev.tokenly.formats.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.Hash128;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowIndexTest {
  private final RowIndex index = new RowIndex();

  @Test
  void finds_every_row_of_more_hashes_than_it_has_room_for_at_first() {
    int many = 200_000;
    for (int row = 0; row < many; row++) {
      index.add(new Hash128(row % 1000, row), row);
    }
    for (int row = 0; row < many; row++) {
      Hash128 hash = new Hash128(row % 1000, row);
      int place = index.first(hash);
      assertEquals(row, index.row(place));
      assertTrue(index.next(place, hash) < 0);
    }
    assertTrue(index.first(new Hash128(0, 1)) < 0);
  }

  @Test
  void finds_all_rows_of_one_hash() {
    Hash128 hash = new Hash128(1, 2);
    index.add(hash, 7);
    index.add(new Hash128(1, 3), 8);
    index.add(hash, 9);
    int first = index.first(hash);
    int second = index.next(first, hash);
    assertEquals(Set.of(7, 9), Set.of(index.row(first), index.row(second)));
    assertTrue(index.next(second, hash) < 0);
  }
}
