package dev.tokenly.api;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is and whom to believe there. Plain http beyond loopback would send credentials in the clear, so it is
 * refused with an {@link IllegalArgumentException} unless {@code insecureHttp} says that the network is trusted.
 */
public record ServerAddress(URI base, Trust trust, boolean insecureHttp) {
  /** The port a server listens on unless told otherwise. */
  public static final int DEFAULT_PORT = 7071;

  public ServerAddress {
    if (base.getHost() == null || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
      throw new IllegalArgumentException(
          "not a server address: " + base + " (expected http://host:port or https://host)");
    }
    if (base.getUserInfo() != null || base.getQuery() != null || base.getFragment() != null) {
      throw new IllegalArgumentException("a server address has no user, query or fragment: " + base.getHost());
    }
    if ("http".equals(base.getScheme()) && !insecureHttp && !isLoopback(base.getHost())) {
      throw new IllegalArgumentException(
          "plain http would show your credentials to the network: use https://" + base.getHost()
              + " or --insecure-http");
    }
  }

  /** Reads {@code https://host[:port]}, or {@code host[:port]} for a loopback host; trailing slashes are dropped. */
  public static ServerAddress parse(String text, Trust trust, boolean insecureHttp) {
    String address = text.strip();
    while (address.endsWith("/")) {
      address = address.substring(0, address.length() - 1);
    }
    if (!address.contains("://")) {
      address = (isLoopback(hostOf(address)) ? "http://" : "https://") + address;
    }
    try {
      return new ServerAddress(new URI(address), trust, insecureHttp);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a server address: " + e.getMessage(), e);
    }
  }

  private static String hostOf(String address) {
    int colon = address.startsWith("[") ? address.indexOf(']') + 1 : address.indexOf(':');
    return colon > 0 ? address.substring(0, colon) : address;
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null
        && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1"));
  }

  /** The whole address of an API path such as {@code /api/health}. */
  String url(String path) {
    return base + path;
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
