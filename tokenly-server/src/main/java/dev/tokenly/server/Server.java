package dev.tokenly.server;

import dev.tokenly.server.http.PemFiles;
import dev.tokenly.server.settings.Settings;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * A running server, for whoever starts one in this process: {@code tokenly server}, {@code up}, {@code demo}. Closing it
 * lets running requests end and makes everything durable.
 */
public final class Server implements AutoCloseable {
  private final Settings settings;
  private final Assembly assembly;

  private Server(Settings settings, Assembly assembly) {
    this.settings = settings;
    this.assembly = assembly;
  }

  /** Starts with the settings; throws {@link IOException} saying why and what to do when that is not possible. */
  public static Server start(Settings settings) throws IOException {
    Assembly assembly = new Assembly(settings, new DuckDbStoreFactory(), Clock.systemUTC());
    return new Server(settings, assembly);
  }

  /** The address people and agents use, e.g. {@code http://127.0.0.1:7071}. */
  public String url() {
    String host = settings.listen().host();
    String shown =
        host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    return (settings.listen().tls() == null ? "http://" : "https://") + shown + ':' + assembly.port();
  }

  /** The fingerprint of the certificate, {@code SHA256:} and hex, for clients that pin it; empty over plain http. */
  public Optional<String> fingerprint() throws IOException {
    Settings.Listen.Tls tls = settings.listen().tls();
    return tls == null ? Optional.empty() : Optional.of(new PemFiles(tls.certificate(), tls.key()).fingerprint());
  }

  public int port() {
    return assembly.port();
  }

  /** The user {@code admin}'s first password when this start made the account: to be shown once (see also FirstPassword). */
  public Optional<String> firstPassword() {
    return assembly.firstPassword();
  }

  /** Has what many agents at once need compiled beforehand, beside whatever else goes on: for a server of long life. */
  public void rehearse() {
    assembly.rehearse();
  }

  @Override
  public void close() {
    assembly.close();
  }
}
