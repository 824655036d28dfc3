package dev.tokenly.server;

import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.Caller;
import dev.tokenly.server.http.HttpServer;
import dev.tokenly.server.http.Limits;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.settings.Settings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every part of the server in dependency order and ends them in the opposite one. Rooms are made here and nowhere
 * else; {@link Routes} puts them on the API. Tests start it on port 0.
 */
public final class Assembly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final HttpServer http;

  /** Starts the server; throws {@link IOException} saying why when it cannot. */
  public Assembly(Settings settings, InstantSource clock) throws IOException {
    try {
      http = opened(HttpServer.start(Routes.of(this), listener(settings.listen()), surroundings(clock)));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private HttpServer.Surroundings surroundings(InstantSource clock) {
    return new HttpServer.Surroundings(this::admit, clock, (_, _, _) -> {});
  }

  private Caller admit(Request request, Access access) {
    throw Refusal.unauthorized("missing_token", "log in first");
  }

  private static HttpServer.Listener listener(Settings.Listen listen) {
    Limits limits =
        new Limits(
            listen.caps().connections(),
            listen.caps().connectionsPerAddress(),
            Limits.DEFAULT.idle(),
            Limits.DEFAULT.header(),
            listen.caps().drain());
    return new HttpServer.Listener(listen.host(), listen.port(), limits, Set.copyOf(listen.origins()));
  }

  /** Remembers a part that must be closed at the end; the last one made is closed first. */
  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** The port the API listens on. */
  public int port() {
    return http.port();
  }

  /** Lets running requests end, then ends every part; a part that fails to end does not keep the others. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        LOG.error("a part of the server did not end cleanly", e);
      }
    }
  }
}
