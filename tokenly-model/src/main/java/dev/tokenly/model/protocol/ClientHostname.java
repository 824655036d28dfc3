package dev.tokenly.model.protocol;

import dev.tokenly.model.json.BadField;

/** The name a machine goes by: 1–255 letters, digits, dots, hyphens and underscores. */
public final class ClientHostname {
  private static final int MAX_LENGTH = 255;

  private ClientHostname() {}

  /** The same name when it is valid; throws {@link BadField} naming {@code client_hostname} otherwise. */
  public static String checked(String name) {
    if (name.isBlank()) {
      throw new BadField("client_hostname", "blank");
    }
    if (name.length() > MAX_LENGTH) {
      throw new BadField("client_hostname", "longer than " + MAX_LENGTH + " characters");
    }
    if (!name.chars().allMatch(ClientHostname::isAllowed)) {
      throw new BadField("client_hostname", "only letters, digits, '.', '_' and '-' are allowed");
    }
    return name;
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }
}
