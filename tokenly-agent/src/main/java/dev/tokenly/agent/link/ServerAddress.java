package dev.tokenly.agent.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The one server an agent talks to: scheme, host, port and an optional path before {@code /api}. */
public record ServerAddress(URI uri) {
  private static final int HIGHEST_PORT = 65_535;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  /**
   * Reads an address such as {@code https://tokenly.example:7071}. Throws {@link IllegalArgumentException} saying what is
   * wrong with it; plain http to another machine is refused unless {@code insecureHttp}.
   */
  public static ServerAddress parse(String text, boolean insecureHttp) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: " + e.getMessage(), e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("not an http or https address, such as https://tokenly.example:7071");
    }
    if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
      throw new IllegalArgumentException("not a port between 1 and " + HIGHEST_PORT + ": " + uri.getPort());
    }
    if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("an address holds no user, query or fragment");
    }
    ServerAddress address = new ServerAddress(uri);
    if (scheme.equals("http") && !address.isLoopback() && !insecureHttp) {
      throw new IllegalArgumentException(
          "plain http to another machine shows its key to everyone on the way: use https, or say --insecure-http");
    }
    return address;
  }

  /** True when the server is on this machine, so that nothing leaves it. */
  public boolean isLoopback() {
    return LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  /** The address of a path that begins with a slash. */
  public URI resolve(String path) {
    String base = uri.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** True when an address is on the same scheme, host and port: nothing else is ever asked. */
  public boolean serves(URI other) {
    return uri.getScheme().equalsIgnoreCase(String.valueOf(other.getScheme()))
        && uri.getHost().equalsIgnoreCase(String.valueOf(other.getHost()))
        && port(uri) == port(other);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
