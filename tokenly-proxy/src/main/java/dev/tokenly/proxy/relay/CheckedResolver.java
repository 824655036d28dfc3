package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.guard.AddressRule;
import dev.tokenly.proxy.settings.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves an upstream's name and hands out only addresses it may lead to; the connection is made to the address that was
 * checked, so that a name cannot change its meaning in between (DNS rebinding).
 */
final class CheckedResolver implements SocketAddressResolver {
  private final Target target;
  private final Names names;
  private final Executor executor;

  CheckedResolver(Target target, Names names, Executor executor) {
    this.target = target;
    this.names = names;
    this.executor = executor;
  }

  /** A name that leads nowhere it may lead to. */
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1;

    Refused(String host) {
      super("the name " + host
          + " leads to a private or reserved address: name the address itself, or set allow_private");
    }
  }

  @Override
  public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
    executor.execute(() -> look(host, port, promise));
  }

  private void look(String host, int port, Promise<List<InetSocketAddress>> promise) {
    try {
      List<InetSocketAddress> allowed = new ArrayList<>();
      for (InetAddress address : names.of(host)) {
        if (AddressRule.allows(address, target.mayBePrivate())) {
          allowed.add(new InetSocketAddress(address, port));
        }
      }
      if (allowed.isEmpty()) {
        promise.failed(new Refused(host));
      } else {
        promise.succeeded(allowed);
      }
    } catch (UnknownHostException e) {
      promise.failed(e);
    }
  }
}
