package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.guard.CallerKeys;
import dev.tokenly.proxy.settings.Provider;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Keys on their way: what a caller presented, in whichever place its SDK puts it, and the upstream's own key in its stead.
 * With no key of our own to put there the caller's passes through untouched.
 */
final class Credentials {
  private static final String ANTHROPIC = "x-api-key";
  private static final String GOOGLE = "x-goog-api-key";
  private static final String QUERY = "key=";

  private final Provider provider;
  private final @Nullable String upstreamKey;
  private final boolean strip;

  /** {@code strip}: callers present keys of ours, which must never leave. */
  Credentials(Provider provider, @Nullable String upstreamKey, boolean strip) {
    this.provider = provider;
    this.upstreamKey = upstreamKey;
    this.strip = strip || upstreamKey != null;
  }

  /** The key a caller presented; null when there is none. */
  static @Nullable String presented(HttpFields headers, @Nullable String query) {
    String bearer = headers.get(HttpHeader.AUTHORIZATION);
    if (bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return bearer.substring(7).strip();
    }
    if (headers.get(ANTHROPIC) != null) {
      return headers.get(ANTHROPIC);
    }
    return headers.get(GOOGLE) != null ? headers.get(GOOGLE) : queryKey(query);
  }

  private static @Nullable String queryKey(@Nullable String query) {
    if (query == null) {
      return null;
    }
    for (String part : query.split("&", -1)) {
      if (part.startsWith(QUERY)) {
        return part.substring(QUERY.length());
      }
    }
    return null;
  }

  /** Puts the upstream's key where the caller's was. */
  void replace(HttpFields.Mutable headers, String service) {
    boolean ours = isOurs(headers.get(HttpHeader.AUTHORIZATION)) || isOurs(headers.get(ANTHROPIC));
    if (!strip && !ours) {
      return;
    }
    boolean anthropicStyle = headers.contains(ANTHROPIC);
    headers.remove(HttpHeader.AUTHORIZATION);
    headers.remove(ANTHROPIC);
    headers.remove(GOOGLE);
    if (upstreamKey == null) {
      return;
    }
    boolean anthropic = provider == Provider.ANTHROPIC || (provider == Provider.AUTO && anthropicStyle);
    if (anthropic || service.equals("anthropic")) {
      headers.put(ANTHROPIC, upstreamKey);
    } else if (provider == Provider.GEMINI || service.equals("google")) {
      headers.put(GOOGLE, upstreamKey);
    } else {
      headers.put(HttpHeader.AUTHORIZATION, "Bearer " + upstreamKey);
    }
  }

  private static boolean isOurs(@Nullable String value) {
    return value != null && value.contains(CallerKeys.PREFIX);
  }

  /** The query without a key that must not leave; empty when nothing is left of it. */
  String query(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    if (!strip) {
      return "?" + query;
    }
    List<String> kept = new ArrayList<>();
    for (String part : query.split("&", -1)) {
      if (!part.startsWith(QUERY)) {
        kept.add(part);
      }
    }
    return kept.isEmpty() ? "" : "?" + String.join("&", kept);
  }
}
