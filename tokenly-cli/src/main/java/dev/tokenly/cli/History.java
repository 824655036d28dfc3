package dev.tokenly.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed into the shell, without lines that may hold a secret: they are forgotten at once, not only on disk. */
final class History extends DefaultHistory {
  /** How tokens, keys and signed logins begin, ours and those of services that people use beside us. */
  private static final List<String> BEGINS =
      List.of("tkp_", "tka_", "tkr_", "tkd_", "tkx_", "sk-", "sk_", "gsk_", "xai-", "ghp_", "github_pat_", "xox",
          "akia",
          "aiza", "eyj");

  /** What lines speak of that hold one; {@code tokens} are what everybody counts here. */
  private static final List<String> SPEAKS_OF =
      List.of("passw", "passphrase", "token", "secret", "api_key", "api-key", "apikey", "bearer", "credential");

  @Override
  public void add(Instant time, String line) {
    if (!mayHoldSecret(line)) {
      super.add(time, line);
    }
  }

  static boolean mayHoldSecret(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    String spoken = lower.replace("tokens", "").replace("tokenly", "");
    boolean inAddress = lower.contains("://") && lower.indexOf('@') > lower.indexOf("://");
    return inAddress
        || SPEAKS_OF.stream().anyMatch(spoken::contains)
        || Stream.of(lower.split("[^a-z0-9_-]+", -1)).anyMatch(word -> BEGINS.stream().anyMatch(word::startsWith));
  }
}
