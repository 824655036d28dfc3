package dev.tokenly.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Checks a server's certificate by a {@link Trust} and remembers the last one seen, so that a refusal can name it. */
final class Certificates extends X509ExtendedTrustManager {
  private final Trust trust;
  private final X509ExtendedTrustManager authorities;
  private volatile String lastSeen = "";
  private volatile @Nullable Instant validUntil;

  private Certificates(Trust trust, X509ExtendedTrustManager authorities) {
    this.trust = trust;
    this.authorities = authorities;
  }

  static Certificates of(Trust trust) {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trust instanceof Trust.CaFile(Path pem) ? authoritiesIn(pem) : null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager authorities) {
          return new Certificates(trust, authorities);
        }
      }
      throw new IllegalStateException("this Java runtime has no X.509 trust manager");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot set up certificate checks: " + e.getMessage(), e);
    }
  }

  private static KeyStore authoritiesIn(Path pem) throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
      if (number == 0) {
        throw new IllegalArgumentException("no certificate in " + pem);
      }
      return store;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file of certificates " + pem, e);
    } catch (CertificateException | IOException e) {
      throw new IllegalArgumentException("cannot read certificates from " + pem + ": " + e.getMessage(), e);
    }
  }

  /** A socket factory that asks this trust manager. */
  SSLSocketFactory socketFactory() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot set up TLS: " + e.getMessage(), e);
    }
  }

  boolean isPinned() {
    return trust instanceof Trust.Pinned;
  }

  /** The fingerprint of the certificate a server showed last; empty when none did. */
  String lastSeen() {
    return lastSeen;
  }

  /** When the certificate a server showed last ends; null when none did. */
  @Nullable
  Instant validUntil() {
    return validUntil;
  }

  private boolean pinAccepts(X509Certificate[] chain) throws CertificateException {
    lastSeen = fingerprint(chain[0]);
    validUntil = chain[0].getNotAfter().toInstant();
    if (!(trust instanceof Trust.Pinned pin)) {
      return false;
    }
    if (!pin.matches(lastSeen)) {
      throw new CertificateException("its certificate is not the pinned one");
    }
    return true;
  }

  private static String fingerprint(X509Certificate certificate) throws CertificateEncodingException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return "SHA256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (!pinAccepts(chain)) {
      authorities.checkServerTrusted(chain, type);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    if (!pinAccepts(chain)) {
      authorities.checkServerTrusted(chain, type, socket);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    if (!pinAccepts(chain)) {
      authorities.checkServerTrusted(chain, type, engine);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("a client accepts no clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    throw new CertificateException("a client accepts no clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("a client accepts no clients");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
