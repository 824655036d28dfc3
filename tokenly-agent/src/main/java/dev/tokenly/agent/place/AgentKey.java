package dev.tokenly.agent.place;

import dev.tokenly.model.Hash128;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The secret by which a server knows this machine again: 256 random bits, kept in a file of mode 0600, sent as {@code
 * Bearer tka_…}. People compare its fingerprint.
 */
public record AgentKey(String secret) {
  private static final Pattern SHAPE = Pattern.compile("tka_[A-Za-z0-9_-]{43}");
  private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
  private static final int GROUPS = 8;
  private static final int DIGITS = 4;

  public AgentKey {
    if (!SHAPE.matcher(secret).matches()) {
      throw new IllegalArgumentException("not an agent key");
    }
  }

  /** The key in a file, made at first use. A file that holds no key is an error: replacing it would be a new machine. */
  public static AgentKey in(Path file, SecureRandom random) throws IOException {
    if (Files.exists(file)) {
      if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
        Files.setPosixFilePermissions(file, OWNER_ONLY); // whatever a copy or a restored backup made of them
      }
      return read(file);
    }
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    AgentKey key = new AgentKey("tka_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    DurableFile.write(file, (key.secret + '\n').getBytes(StandardCharsets.UTF_8));
    return key;
  }

  /** The key in a file that must be there. */
  public static AgentKey read(Path file) throws IOException {
    try {
      return new AgentKey(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + " holds no agent key; restore it, or delete it and have an admin reset this machine's key", e);
    }
  }

  /** The first eight groups of four hexadecimal digits of the key's SHA-256, as people compare them. */
  public String fingerprint() {
    String hex = HexFormat.of().formatHex(Hash128.sha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
    StringBuilder text = new StringBuilder("SHA256:");
    for (int group = 0; group < GROUPS; group++) {
      text.append(group == 0 ? "" : " ").append(hex, group * DIGITS, (group + 1) * DIGITS);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "AgentKey[" + fingerprint() + "]";
  }
}
