package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.guard.CallerKeys;
import dev.tokenly.proxy.settings.CallerKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Who and what may pass: before anything is read of a call or sent anywhere. */
final class Gate {
  private final CallerKeys keys;

  Gate(CallerKeys keys) {
    this.keys = keys;
  }

  /** Lets a call pass, with the user of its key where keys are asked for; throws where it may not. */
  @Nullable
  String pass(Service service, Request request) throws Refusal {
    checkMethod(request);
    checkTarget(request.getHttpURI());
    checkHost(service, request);
    if (!service.settings().access().needsKey()) {
      return null;
    }
    String presented = Credentials.presented(request.getHeaders(), request.getHttpURI().getQuery());
    CallerKey key = presented == null ? null : keys.find(presented);
    if (key == null) {
      throw new Refusal(401, "this proxy asks for a key: present one that begins with tkx_ where the API key goes");
    }
    return key.user();
  }

  private static void checkMethod(Request request) throws Refusal {
    String method = request.getMethod();
    if (method.equals("CONNECT") || method.equals("TRACE")) {
      throw new Refusal(405, method + " is not passed on");
    }
    HttpFields headers = request.getHeaders();
    String upgrade = headers.get(HttpHeader.UPGRADE);
    if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket")) {
      throw new Refusal(501, "WebSocket connections are not metered and not passed on: use the HTTP interface");
    }
  }

  /** Paths are passed on as they are, so one that another server might read differently is not passed on at all. */
  private static void checkTarget(HttpURI target) throws Refusal {
    String path = target.getPath();
    String lower = path == null ? "" : path.toLowerCase(Locale.ROOT);
    boolean plain =
        lower.startsWith("/")
            && isWeb(target.getScheme())
            && !lower.contains("//")
            && !lower.contains("/.")
            && !lower.contains("\\")
            && !lower.contains(";")
            && !lower.contains("%2e")
            && !lower.contains("%2f")
            && !lower.contains("%5c")
            && !lower.contains("%00");
    if (!plain) {
      throw new Refusal(404, "no such path");
    }
  }

  private static boolean isWeb(@Nullable String scheme) {
    return scheme == null || HttpScheme.HTTP.is(scheme) || HttpScheme.HTTPS.is(scheme);
  }

  private static void checkHost(Service service, Request request) throws Refusal {
    String local = address(request.getConnectionMetaData().getLocalSocketAddress());
    String named = request.getHttpURI().getHost();
    String header = hostOf(request.getHeaders().get(HttpHeader.HOST));
    boolean allowed =
        service.hosts().allows(named == null ? "" : named, local)
            && service.hosts().allows(header == null ? "" : header, local);
    if (!allowed) {
      throw new Refusal(403, "this listener is not called by that name: add it to its hosts if it should be");
    }
  }

  private static @Nullable String hostOf(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int colon = header.lastIndexOf(':');
    return colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
  }

  private static String address(@Nullable SocketAddress socket) {
    return socket instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress()
        : "";
  }
}
