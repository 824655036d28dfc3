package dev.tokenly.server.settings;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.protocol.Ed25519;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The installation's own keys: 256 bits to sign access tokens, 256 bits to encrypt secrets at rest, an Ed25519 pair to
 * sign the audit's heads. Generated once and kept in the data folder, readable by the owner only; without a folder they
 * live as long as the process.
 */
public final class Secrets {
  private static final String FILE = "secrets.json";
  private static final int BYTES = 32;

  private final byte[] tokenKey;
  private final byte[] encryptionKey;
  private final Ed25519.Pair auditKey;

  private Secrets(byte[] tokenKey, byte[] encryptionKey, Ed25519.Pair auditKey) {
    this.tokenKey = tokenKey;
    this.encryptionKey = encryptionKey;
    this.auditKey = auditKey;
  }

  /** Reads or makes the keys; a secret from the settings takes the place of the kept token key. */
  public static Secrets open(@Nullable Path folder, @Nullable String tokenSecret) throws IOException {
    Secrets kept = folder == null ? generated() : kept(folder.resolve(FILE));
    return tokenSecret == null
        ? kept
        : new Secrets(tokenSecret.getBytes(StandardCharsets.UTF_8), kept.encryptionKey, kept.auditKey);
  }

  private static Secrets generated() {
    SecureRandom random = new SecureRandom();
    byte[] tokenKey = new byte[BYTES];
    byte[] encryptionKey = new byte[BYTES];
    random.nextBytes(tokenKey);
    random.nextBytes(encryptionKey);
    return new Secrets(tokenKey, encryptionKey, Ed25519.Pair.fresh());
  }

  private static Secrets kept(Path file) throws IOException {
    if (!Files.exists(file)) {
      Secrets fresh = generated();
      fresh.write(file);
      return fresh;
    }
    try {
      Fields fields = Fields.parse(Files.readAllBytes(file));
      Base64.Decoder decoder = Base64.getDecoder();
      byte[] tokenKey = decoder.decode(fields.text("token_key"));
      byte[] encryptionKey = decoder.decode(fields.text("encryption_key"));
      if (fields.optionalText("audit_key") == null) { // the folder of a version that signed nothing yet
        Secrets grown = new Secrets(tokenKey, encryptionKey, Ed25519.Pair.fresh());
        grown.write(file);
        return grown;
      }
      Ed25519.Pair auditKey = new Ed25519.Pair(fields.text("audit_key"), fields.text("audit_public_key"));
      return new Secrets(tokenKey, encryptionKey, auditKey);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage() + "; restore it from a backup", e);
    }
  }

  private void write(Path file) throws IOException {
    Base64.Encoder encoder = Base64.getEncoder();
    String json =
        JsonText.write(
            Map.of(
                "token_key", encoder.encodeToString(tokenKey),
                "encryption_key", encoder.encodeToString(encryptionKey),
                "audit_key", auditKey.privateKey(),
                "audit_public_key", auditKey.publicKey()));
    writePrivately(file, json);
  }

  /** Writes a new file that only its owner can read, from its first byte on. */
  public static void writePrivately(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    boolean isPosix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    if (isPosix) {
      Files.newByteChannel(
          draft,
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
          .close();
    } else {
      Files.createFile(draft);
    }
    Files.writeString(draft, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The key access tokens are signed with. */
  public byte[] tokenKey() {
    return tokenKey.clone();
  }

  /** The AES key secrets are encrypted with. */
  public byte[] encryptionKey() {
    return encryptionKey.clone();
  }

  /** The pair the audit's heads are signed with. */
  public Ed25519.Pair auditKey() {
    return auditKey;
  }
}
