package dev.tokenly.proxy.guard;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names a listener may be called by: addresses of the socket it was reached at, single-label and private names, and
 * those in its settings. A web page whose own name is turned to this machine (DNS rebinding) is thereby refused, and so is
 * a caller that means another host. The name never chooses where a call goes.
 */
public final class HostRule {
  private static final Set<String> PRIVATE_DOMAINS = Set.of("localhost", "local", "internal", "lan", "home");

  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  private final Set<String> named;

  public HostRule(Set<String> named) {
    this.named = Set.copyOf(named);
  }

  /** Whether a call to {@code host} (without port) that came in at the address {@code local} is meant for us. */
  public boolean allows(String host, String local) {
    String name = withoutBrackets(host).toLowerCase(Locale.ROOT);
    if (name.isEmpty() || named.contains(name)) {
      return true;
    }
    if (isAddress(name)) {
      return name.equals(withoutBrackets(local)) || name.startsWith("127.") || name.equals("::1")
          || name.equals("0.0.0.0");
    }
    int dot = name.lastIndexOf('.');
    return dot < 0 || PRIVATE_DOMAINS.contains(name.substring(dot + 1));
  }

  private static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || NUMBERS.matcher(name).matches();
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
