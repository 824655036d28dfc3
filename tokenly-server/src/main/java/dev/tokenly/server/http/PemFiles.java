package dev.tokenly.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate chain and its private key (PKCS#8, not encrypted) in two PEM files (RFC 7468). */
public record PemFiles(Path certificate, Path key) {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** Both in a key store with an empty password; throws {@link IOException} naming the file that cannot be used. */
  KeyStore load() throws IOException {
    try {
      Certificate[] chain = chain();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", privateKey(), new char[0], chain);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use " + certificate + " with " + key + ": " + e.getMessage(), e);
    }
  }

  /** The fingerprint by which a client that knows no authority can pin the certificate. */
  public String fingerprint() throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain()[0].getEncoded());
      return "SHA256:" + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read " + certificate + ": " + e.getMessage(), e);
    }
  }

  private Certificate[] chain() throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Certificate[] chain =
        factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)))
            .toArray(new Certificate[0]);
    if (chain.length == 0) {
      throw new IOException(certificate + " holds no certificate");
    }
    return chain;
  }

  private PrivateKey privateKey() throws IOException {
    Matcher pem = PRIVATE_KEY.matcher(Files.readString(key, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new IOException(
          key + " holds no PKCS#8 key (\"BEGIN PRIVATE KEY\"); convert it with: openssl pkcs8 -topk8 -nocrypt");
    }
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // Not a key of this algorithm; the next one may read it.
      } catch (GeneralSecurityException e) {
        throw new IOException("this Java lacks " + algorithm, e);
      }
    }
    throw new IOException(key + " is no EC, RSA or EdDSA key");
  }

  /** When either file last changed. */
  FileTime changedAt() throws IOException {
    FileTime one = Files.getLastModifiedTime(certificate);
    FileTime other = Files.getLastModifiedTime(key);
    return one.compareTo(other) > 0 ? one : other;
  }
}
