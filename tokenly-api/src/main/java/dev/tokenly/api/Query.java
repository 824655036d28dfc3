package dev.tokenly.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The query of a URL, built name by name; absent and empty values are left out. Not thread-safe. */
public final class Query {
  private final StringBuilder text = new StringBuilder();

  /** Adds a parameter unless its value is null or empty. */
  public Query with(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text.append(text.isEmpty() ? '?' : '&').append(name).append('=');
      text.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Adds a number unless it is negative. */
  public Query with(String name, long value) {
    return value < 0 ? this : with(name, Long.toString(value));
  }

  /** Adds a comma-separated list unless it is empty. */
  public Query with(String name, Collection<String> values) {
    return with(name, String.join(",", values));
  }

  /** Adds {@code name=true} when it is. */
  public Query flag(String name, boolean value) {
    return value ? with(name, "true") : this;
  }

  /** The path followed by the query. */
  String on(String path) {
    return path + text;
  }

  /** A path segment that holds whatever a person typed. */
  static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
