package dev.tokenly.formats.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodexTokensTest {
  @Test
  void every_count_tells_two_apart() {
    assertEquals(CodexTokens.of(List.of(1L, 2L, 3L, 4L, 5L, 6L)), new CodexTokens(1, 2, 3, 4, 5, 6));
    assertEquals(CodexTokens.of(List.of()).hashCode(), CodexTokens.ZERO.hashCode());
    for (int count = 0; count < 6; count++) {
      List<Long> one = new ArrayList<>(Collections.nCopies(6, 0L));
      one.set(count, 1L);
      assertNotEquals(CodexTokens.ZERO, CodexTokens.of(one));
    }
  }
}
