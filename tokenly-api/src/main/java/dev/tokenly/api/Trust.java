package dev.tokenly.api;

import java.nio.file.Path;

/** Whose word a server's certificate is taken on. */
public sealed interface Trust {
  /** The authorities this machine trusts anyway. */
  Trust SYSTEM = new Authorities();

  /** The machine's own authorities. */
  record Authorities() implements Trust {}

  /** The certificates in a PEM file, and no other. */
  record CaFile(Path pem) implements Trust {}

  /** One certificate, by the SHA-256 of its DER form: {@code SHA256:<64 hex digits>}; its name and age don't matter. */
  record Pinned(String fingerprint) implements Trust {
    public Pinned {
      if (hexOf(fingerprint).length() != 64) {
        throw new IllegalArgumentException("a certificate fingerprint is SHA256: and 64 hex digits: " + fingerprint);
      }
    }

    boolean matches(String other) {
      return hexOf(fingerprint).equalsIgnoreCase(hexOf(other));
    }

    private static String hexOf(String fingerprint) {
      String digits = fingerprint.regionMatches(true, 0, "SHA256:", 0, 7) ? fingerprint.substring(7) : fingerprint;
      return digits.replace(":", "").replace(" ", "");
    }
  }
}
