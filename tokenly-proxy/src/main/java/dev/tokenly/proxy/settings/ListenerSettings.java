package dev.tokenly.proxy.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One port for one service: what is called there is counted under the service's name. */
public record ListenerSettings(Place place, Target target, Access access, Labels labels, Rules rules) {

  public ListenerSettings {
    if (!access.needsKey() && !access.allowOpen() && !isLoopback(place.bind())) {
      throw new IllegalArgumentException(
          "listener " + labels.service() + " on " + place.bind() + ":" + place.port()
              + " would let everybody in: set auth = \"key\", bind it to 127.0.0.1, or say --allow-open");
    }
  }

  /** Where it listens; port 0 takes any free one. */
  public record Place(String bind, int port) {
    public Place {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
      }
    }
  }

  /**
   * Who may call: anybody who reaches the port or holders of a key; the upstream's own key (put in the place of the
   * caller's) comes from the environment variable {@code upstreamKey}. {@code hosts} are further names the port may be
   * called by.
   */
  public record Access(boolean needsKey, boolean allowOpen, @Nullable String upstreamKey, Set<String> hosts) {
    public static final Access OPEN = new Access(false, false, null, Set.of());

    public Access {
      hosts = Set.copyOf(hosts);
    }
  }

  /** What its records say: the application, the environment, free tags. */
  public record Labels(String service, @Nullable String environment, List<String> tags) {
    public Labels {
      tags = List.copyOf(tags);
      if (service.isBlank() || service.length() > 255) {
        throw new IllegalArgumentException("a listener needs a service name of 1 to 255 characters");
      }
    }
  }

  /** How its calls are treated. */
  public record Rules(IncludeUsage includeUsage, Filters filters, @Nullable Budget budget) {
    public static final Rules PLAIN = new Rules(IncludeUsage.AUTO, Filters.NONE, null);
  }

  private static boolean isLoopback(String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address to bind to is named " + bind, e);
    }
  }
}
