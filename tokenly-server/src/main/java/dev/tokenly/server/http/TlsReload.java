package dev.tokenly.server.http;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS 1.2 and 1.3 with authenticated encryption only; takes up changed certificate files while it runs. */
final class TlsReload {
  private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

  private final PemFiles files;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private FileTime loaded;

  TlsReload(PemFiles files) throws IOException {
    this.files = files;
    this.loaded = files.changedAt();
    context.setKeyStore(files.load());
    context.setKeyStorePassword("");
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setIncludeCipherSuites("TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*", "TLS_ECDHE_.*_CHACHA20_.*");
    context.setRenegotiationAllowed(false);
  }

  SslContextFactory.Server context() {
    return context;
  }

  /** Loads the files anew when they changed; with files that cannot be used the old certificate stays. */
  synchronized void reloadIfChanged() {
    try {
      FileTime now = files.changedAt();
      if (now.equals(loaded)) {
        return;
      }
      var fresh = files.load();
      context.reload(factory -> factory.setKeyStore(fresh));
      loaded = now;
      LOG.info("took up the changed certificate {}", files.certificate());
    } catch (Exception e) {
      LOG.warn("the changed certificate cannot be used, the old one stays: {}", e.getMessage());
    }
  }
}
