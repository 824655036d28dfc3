package dev.tokenly.model.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A named set of permissions; {@link #CUSTOM} carries none of its own, its user's account lists them. */
public enum Role {
  SUPER_ADMIN,
  CLIENT_MANAGER,
  VIEWER,
  CUSTOM;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name on the wire, e.g. {@code super_admin}. */
  public String wireName() {
    return wireName;
  }

  /** What everyone of this role may do. */
  public Set<Permission> permissions() {
    return switch (this) {
      case SUPER_ADMIN -> EnumSet.allOf(Permission.class);
      case CLIENT_MANAGER ->
          EnumSet.of(
              Permission.CLIENT_APPROVE,
              Permission.CLIENT_REJECT,
              Permission.CLIENT_CONFIGURE,
              Permission.CONFIG_READ,
              Permission.AUDIT_READ,
              Permission.USAGE_READ);
      case VIEWER -> EnumSet.of(Permission.CONFIG_READ, Permission.AUDIT_READ, Permission.USAGE_READ);
      case CUSTOM -> EnumSet.noneOf(Permission.class);
    };
  }

  /** The role of a wire name; empty when there is none. */
  public static Optional<Role> of(String wireName) {
    return Arrays.stream(values()).filter(role -> role.wireName.equals(wireName)).findFirst();
  }
}
