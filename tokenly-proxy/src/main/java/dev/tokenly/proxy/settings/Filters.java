package dev.tokenly.proxy.settings;

import java.util.Set;

/**
 * Changes to requests, all off by default: tools dropped by name, tool descriptions cut to so many characters, the system
 * prompt cut to so many characters (0: not at all), and the {@code developer} role renamed to {@code system}.
 */
public record Filters(Set<String> dropTools, int maxToolDescription, int maxSystemChars, boolean developerToSystem) {
  public static final Filters NONE = new Filters(Set.of(), 0, 0, false);

  public Filters {
    dropTools = Set.copyOf(dropTools);
    if (maxToolDescription < 0 || maxSystemChars < 0) {
      throw new IllegalArgumentException("a filter cannot cut to fewer than 0 characters");
    }
  }

  public boolean changeNothing() {
    return equals(NONE);
  }
}
