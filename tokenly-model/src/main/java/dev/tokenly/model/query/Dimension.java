package dev.tokenly.model.query;

import java.util.Locale;

/** What usage can be grouped and filtered by; the names are the API's. */
public enum Dimension {
  SERVICE,
  MODEL,
  CLIENT_ID,
  APPLICATION,
  ENVIRONMENT,
  USER_ID,
  SESSION_ID,
  PROJECT,
  SOURCE_FORMAT;

  /** Its name in JSON and query parameters. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The dimension of that name; throws {@link IllegalArgumentException} listing the names there are. */
  public static Dimension named(String name) {
    for (Dimension dimension : values()) {
      if (dimension.wireName().equals(name)) {
        return dimension;
      }
    }
    throw new IllegalArgumentException("cannot group by that; one of " + Names.of(values(), Dimension::wireName));
  }
}
