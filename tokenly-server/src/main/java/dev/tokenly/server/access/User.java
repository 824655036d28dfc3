package dev.tokenly.server.access;

import dev.tokenly.model.access.Permission;
import dev.tokenly.model.access.Role;
import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is stored. The version grows whenever what the account may do changes; tokens of an older version are
 * worth nothing.
 */
record User(String username, Rights rights, Secret secret, Standing standing, Instant createdAt, long version) {
  static final Kind<User> KIND = new Kind<>(DocumentKind.USERS, User.class);

  /** For how long five wrong passwords lock an account. */
  static final Duration LOCK = Duration.ofMinutes(15);

  /** The role's wire name, and what a custom role allows. */
  record Rights(String role, List<String> customPermissions) {
    Set<Permission> permissions() {
      Set<Permission> granted = EnumSet.noneOf(Permission.class);
      Role known = Role.of(role).orElse(Role.CUSTOM);
      granted.addAll(known.permissions());
      if (known == Role.CUSTOM) {
        customPermissions.forEach(name -> Permission.of(name).ifPresent(granted::add));
      }
      return granted;
    }
  }

  /** The bcrypt hash, and whether the password must be changed before anything else. */
  record Secret(String hash, boolean mustChange) {}

  /** Whether the account may log in, and how logging in went lately. */
  record Standing(boolean enabled, int failedAttempts, @Nullable Instant lockedUntil, @Nullable Instant lastLogin) {
    static final Standing FRESH = new Standing(true, 0, null, null);
  }

  static User created(String username, Rights rights, Secret secret, Instant now) {
    return new User(username, rights, secret, Standing.FRESH, now, 1);
  }

  /** A lock that ends later than any can was set before the clock was set back; it holds nobody up. */
  boolean isLocked(Instant now) {
    Instant until = standing.lockedUntil();
    return until != null && now.isBefore(until) && !until.isAfter(now.plus(LOCK));
  }

  boolean isEnabledSuperAdmin() {
    return standing.enabled() && rights.role().equals(Role.SUPER_ADMIN.wireName());
  }

  User withRights(Rights changed) {
    return new User(username, changed, secret, standing, createdAt, version + 1);
  }

  User withSecret(Secret changed) {
    Standing unlocked = new Standing(standing.enabled(), 0, null, standing.lastLogin());
    return new User(username, rights, changed, unlocked, createdAt, version + 1);
  }

  User withEnabled(boolean enabled) {
    Standing changed = new Standing(enabled, 0, null, standing.lastLogin());
    return new User(username, rights, secret, changed, createdAt, version + 1);
  }

  User withStanding(Standing changed) {
    return new User(username, rights, secret, changed, createdAt, version);
  }
}
