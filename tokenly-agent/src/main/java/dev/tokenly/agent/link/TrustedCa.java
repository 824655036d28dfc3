package dev.tokenly.agent.link;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A private certificate authority from a PEM file, trusted instead of the public ones. */
final class TrustedCa {
  private TrustedCa() {}

  /** Sockets that trust the certificates of a file; throws saying why the file is of no use. */
  static SSLSocketFactory sockets(Path pem) throws IOException {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + number++, certificate);
      }
      if (number == 0) {
        throw new IOException("no certificate in " + pem);
      }
      TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + pem + " with certificates", e);
    } catch (AccessDeniedException e) {
      throw new IOException("no right to read the certificates " + pem, e);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the certificates of " + pem + ": " + e.getMessage(), e);
    }
  }
}
