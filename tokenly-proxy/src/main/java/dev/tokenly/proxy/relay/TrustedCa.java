package dev.tokenly.proxy.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** A file of PEM certificates as the only authorities trusted. */
final class TrustedCa {
  private TrustedCa() {}

  /** Reads the file; throws {@link IllegalArgumentException} naming it when it holds no certificate. */
  static KeyStore read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
      if (number == 0) {
        throw new IllegalArgumentException("ca_file " + file + " holds no certificate");
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("ca_file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
