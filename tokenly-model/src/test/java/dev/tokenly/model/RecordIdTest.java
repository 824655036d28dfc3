package dev.tokenly.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordIdTest {

  /** What is stored is found by it for years: the text that is hashed must stay what it is. */
  @ParameterizedTest
  @CsvSource({
    "Anthropic-API, r1, anthropic",
    "' My Own ', r1, my own",
    "azure, ключ-😀, openai",
    "mine, msg_0123456789012345678901, anthropic",
    "mine, resp_012345678901234567890, openai",
    "mine, msg_short, mine"
  })
  void an_identity_is_the_hash_of_the_vendor_and_the_id_on_a_line_each(String service, String id, String vendor) {
    assertEquals(Hash128.of(vendor + "\n" + id), RecordId.identity(service, id));
  }
}
