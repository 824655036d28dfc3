package dev.tokenly.proxy.relay;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Which header fields go on to the other side: all but those that belong to one connection (RFC 9110 §7.6.1). */
final class Headers {
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer",
          "transfer-encoding", "upgrade", "http2-settings", "expect");

  private Headers() {}

  /** Copies the fields that may go on. */
  static void copyEndToEnd(HttpFields from, HttpFields.Mutable to) {
    Set<String> named = named(from);
    for (HttpField field : from) {
      String name = field.getLowerCaseName();
      if (!HOP_BY_HOP.contains(name) && !named.contains(name)) {
        to.add(field);
      }
    }
  }

  /** The further fields {@code Connection} names. */
  private static Set<String> named(HttpFields fields) {
    HttpField connection = fields.getField(HttpHeader.CONNECTION);
    if (connection == null) {
      return Set.of();
    }
    Set<String> named = new HashSet<>();
    for (String value : fields.getCSV(HttpHeader.CONNECTION, false)) {
      named.add(value.toLowerCase(Locale.ROOT));
    }
    return named;
  }

  /** A field's value, empty when it is absent. */
  static String value(HttpFields fields, String name) {
    String value = fields.get(name);
    return value == null ? "" : value;
  }
}
