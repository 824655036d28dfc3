package dev.tokenly.formats.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuickHashTest {

  @Test
  void is_the_murmur_hash_the_world_knows() {
    assertEquals("00000000000000000000000000000000", QuickHash.of("").hex());
    assertEquals("cbd8a7b341bd9b025b1e906a48ae1d19", QuickHash.of("hello").hex());
    assertEquals(
        "e34bbc7bbc071b6c7a433ca9c49a9347", QuickHash.of("The quick brown fox jumps over the lazy dog").hex());
  }
}
