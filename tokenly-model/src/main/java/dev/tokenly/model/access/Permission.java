package dev.tokenly.model.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller of the admin API may be allowed to do; the wire name is {@code subject:verb}. */
public enum Permission {
  CLIENT_APPROVE,
  CLIENT_REJECT,
  CLIENT_DELETE,
  CLIENT_CONFIGURE,
  CONFIG_READ,
  CONFIG_WRITE,
  CONFIG_DELETE,
  USER_CREATE,
  USER_EDIT,
  USER_DELETE,
  AUDIT_READ,
  SYSTEM_MANAGE,
  USAGE_READ,
  BUDGET_WRITE,
  SQL_READ;

  private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', ':');

  /** The name on the wire, e.g. {@code client:approve}. */
  public String wireName() {
    return wireName;
  }

  /** The permission of a wire name; empty when there is none. */
  public static Optional<Permission> of(String wireName) {
    return Arrays.stream(values()).filter(permission -> permission.wireName.equals(wireName)).findFirst();
  }
}
