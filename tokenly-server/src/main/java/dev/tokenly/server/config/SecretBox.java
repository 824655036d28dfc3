package dev.tokenly.server.config;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts secrets at rest: AES-256-GCM with a fresh nonce each time, bound to the name of what is encrypted. */
public final class SecretBox {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  public SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** The text encrypted, as base64 of nonce and ciphertext. */
  public String seal(String name, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, name, nonce, text.getBytes(StandardCharsets.UTF_8));
    byte[] whole = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    return Base64.getEncoder().encodeToString(whole);
  }

  /** The text again; throws {@link IllegalStateException} when it was sealed under another key or name, or changed. */
  public String open(String name, String sealed) {
    ByteBuffer whole = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
    byte[] nonce = new byte[NONCE_BYTES];
    whole.get(nonce);
    byte[] rest = new byte[whole.remaining()];
    whole.get(rest);
    return new String(crypt(Cipher.DECRYPT_MODE, name, nonce, rest), StandardCharsets.UTF_8);
  }

  private byte[] crypt(int mode, String name, byte[] nonce, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the secret \"" + name + "\" cannot be read: it was encrypted under another key (secrets.json) or is damaged",
          e);
    }
  }
}
