package dev.tokenly.proxy.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * The one place a listener's calls go: a base URL, whose interface it speaks, and whether its name may lead to a private
 * address. Request fields never choose it ({@code security.md} C7).
 */
public record Target(URI base, Provider provider, boolean mayBePrivate) {
  private static final Set<String> PRIVATE_DOMAINS = Set.of("local", "internal", "lan", "home", "localhost");

  public Target {
    String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https")) || base.getHost() == null) {
      throw new IllegalArgumentException("an upstream is http://host or https://host, not " + shown(base));
    }
    if (base.getUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException("an upstream has no user, query or fragment: use upstream_key for its key");
    }
  }

  /**
   * The target of a listener. Naming an address, a single-label name (a container's) or one of a private domain is an
   * explicit entry; a public name that suddenly leads to a private address is refused unless {@code allowPrivate}.
   */
  public static Target of(URI base, Provider provider, boolean allowPrivate) {
    return new Target(base, provider, allowPrivate || (base.getHost() != null && namesPrivate(base.getHost())));
  }

  private static boolean namesPrivate(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.indexOf(':') >= 0 || name.matches("[0-9.]+")) {
      return true;
    }
    return name.indexOf('.') < 0 || PRIVATE_DOMAINS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Whether calls stay on this machine or in its network, where they have no price. */
  public boolean isLocal() {
    String name = base.getHost().toLowerCase(Locale.ROOT);
    if (!namesPrivate(name)) {
      return false;
    }
    try {
      boolean literal = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
      return !literal || !isPublic(InetAddress.getByName(name));
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private static boolean isPublic(InetAddress address) {
    return !address.isLoopbackAddress() && !address.isSiteLocalAddress() && !address.isLinkLocalAddress();
  }

  /** Its path without a trailing slash, empty for the root. */
  public String basePath() {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  public boolean secure() {
    return base.getScheme().equalsIgnoreCase("https");
  }

  /** Its port, or the scheme's. */
  public int port() {
    int port = base.getPort();
    return port > 0 ? port : secure() ? 443 : 80;
  }

  private static String shown(URI uri) {
    return uri.getUserInfo() == null ? uri.toString() : "a URL with a user in it";
  }
}
