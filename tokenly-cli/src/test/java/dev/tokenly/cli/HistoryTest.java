package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.stream.StreamSupport;
import org.jline.reader.History.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines of the shell are remembered. */
class HistoryTest {
  @ParameterizedTest
  @ValueSource(strings = {
    "whoami tkp_0123456789abcdef", "tkp_0123456789abcdef", "config get x=tkp_0123", "explain 'tka_abc'",
    "config set proxy.key sk-ant-api03-abc", "config set x \"eyJhbGciOiJFUzI1NiJ9.e30.AA\"", "login --password hunter2",
    "config set smtp.PASSWORD x", "config set webhook.secret x", "login --server https://ana:pw@ledger.example.org",
    "export TOKENLY_TOKEN=abc", "config set hook 'Authorization: Bearer abc'", "config set k AKIAIOSFODNN7EXAMPLE"})
  void a_secret_is_forgotten(String line) {
    assertEquals(0, remembered(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "whoami", "tokenly whoami", "top --metric total_tokens", "tokens list", "usage --project task-board --since 7d",
    "explain 2de33c98d6c9b5c0b1aee3fa1bbd2f47", "login --server https://ledger.example.org", "users list",
    "approve web-01 --fingerprint SHA256:0Jm1sQ2cV5mT0w9bq3l9hE1VqQ1p6o0mC0r2w0lJtYk"})
  void the_rest_is_not(String line) {
    assertEquals(1, remembered(line));
  }

  @Test
  void what_follows_a_secret_is_remembered() {
    History history = new History();
    history.add(Instant.EPOCH, "tkp_0123");
    history.add(Instant.EPOCH, "whoami");
    assertEquals("whoami", history.get(history.last()));
  }

  private static long remembered(String line) {
    History history = new History();
    history.add(Instant.EPOCH, line);
    return StreamSupport.stream(history.spliterator(), false).map(Entry::line).filter(line::equals).count();
  }
}
