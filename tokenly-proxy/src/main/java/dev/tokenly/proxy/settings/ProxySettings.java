package dev.tokenly.proxy.settings;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything the proxy is told, checked: it starts with this or not at all. */
public record ProxySettings(
    List<ListenerSettings> listeners, List<CallerKey> keys, Limits limits, Output output, Operation operation) {

  public ProxySettings {
    listeners = List.copyOf(listeners);
    keys = List.copyOf(keys);
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("no listener: say --listen 8081=my-service, or [[listener]] in the file");
    }
    Set<Integer> ports = new HashSet<>();
    for (ListenerSettings listener : listeners) {
      int port = listener.place().port();
      if (port != 0 && !ports.add(port)) {
        throw new IllegalArgumentException("port " + port + " is given to two listeners");
      }
      if (listener.access().needsKey() && keys.isEmpty()) {
        throw new IllegalArgumentException(
            "listener " + listener.labels().service() + " asks for a key, but no [[key]] is given");
      }
    }
  }

  /**
   * How it runs: whether a call whose client hung up is read to its end (to know what it cost) or cancelled, the admin
   * port (null: none, 0: any), a private certificate authority for upstreams, and a file of services over their budget.
   */
  public record Operation(boolean drainAborted, @Nullable Integer adminPort, @Nullable Path caFile,
      @Nullable Path overBudgetFile) {
    public static final Operation DEFAULT = new Operation(true, null, null, null);
  }
}
