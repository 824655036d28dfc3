package dev.tokenly.server.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.tokenly.server.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Password rules and hashing: bcrypt with cost 12, 12 to 72 bytes of UTF-8, never truncated. At most two hashes are
 * computed at a time, so that a storm of logins leaves the other requests their processor.
 */
final class Passwords {
  static final int COST = 12;
  private static final int MIN_BYTES = 12;
  private static final int MAX_BYTES = 72;
  private static final Set<String> COMMON =
      Set.of(
          "password1234", "passwordpassword", "123456789012", "1234567890123", "12345678901234", "111111111111",
          "qwertyuiopas", "qwertyuiop123", "qwerty123456", "administrator", "administrator1", "adminadminadmin",
          "adminadmin123", "letmeinletmein", "iloveyou1234", "welcome12345", "welcome123456", "changeme1234",
          "changemechangeme", "tokenlytokenly", "tokenly12345", "tokenly123456", "tokenlyadmin", "abcdefghijkl",
          "abcdefgh1234", "abc123abc123", "1q2w3e4r5t6y", "1qaz2wsx3edc", "zaq12wsxcde3", "qazwsxedcrfv",
          "password!234", "p@ssw0rd1234", "p@ssword1234", "passw0rd1234", "trustno1trustno1", "monkey123456",
          "dragon123456", "football1234", "baseball1234", "superman1234", "sunshine1234", "princess1234",
          "secretsecret", "secret123456", "correcthorse", "summer202512", "winter202612", "000000000000");

  /** A hash of no known password, compared with where there is no account: as dear as every other, and free at the start. */
  private static final String NOBODYS_HASH = "$2a$" + COST + "$nobodyhasthispassword.nobodyhasthispassword..........";

  private final Semaphore hashing = new Semaphore(2, true);
  private final SecureRandom random = new SecureRandom();

  /** Throws the refusal that says which rule a new password breaks. */
  void check(String password, String username) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    String lower = password.toLowerCase(Locale.ROOT);
    if (bytes < MIN_BYTES) {
      throw bad("at least " + MIN_BYTES + " bytes are needed");
    }
    if (bytes > MAX_BYTES) {
      throw bad("at most " + MAX_BYTES + " bytes are possible, this has " + bytes);
    }
    if (password.indexOf('\0') >= 0) {
      throw bad("a NUL character is not possible");
    }
    if (lower.equals(username.toLowerCase(Locale.ROOT)) || COMMON.contains(lower)
        || lower.chars().distinct().count() < 3) {
      throw bad("too easy to guess");
    }
  }

  private static Refusal bad(String why) {
    return Refusal.invalid("password", why);
  }

  String hash(String password) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    hashing.acquireUninterruptibly();
    try {
      byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
      byte[] hash = BCrypt.with(LongPasswordStrategies.none()).hash(COST, salt, bytes);
      return new String(hash, StandardCharsets.US_ASCII);
    } finally {
      hashing.release();
    }
  }

  /** Whether the password is the one of the hash; a null hash takes as long and is never matched. */
  boolean matches(String password, @Nullable String hash) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    boolean isPossible = bytes.length > 0 && bytes.length <= MAX_BYTES && password.indexOf('\0') < 0;
    hashing.acquireUninterruptibly();
    try {
      byte[] tried = isPossible ? bytes : new byte[] {'x'};
      byte[] expected = (hash == null ? NOBODYS_HASH : hash).getBytes(StandardCharsets.US_ASCII);
      boolean isMatch =
          BCrypt.verifyer(BCrypt.Version.VERSION_2A, LongPasswordStrategies.none()).verify(tried, expected).verified;
      return isMatch && isPossible && hash != null;
    } finally {
      hashing.release();
    }
  }
}
