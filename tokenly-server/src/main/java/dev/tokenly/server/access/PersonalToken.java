package dev.tokenly.server.access;

import dev.tokenly.model.access.Permission;
import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A personal access token by its hash: whose it is, what for, what it allows at most, and until when. */
record PersonalToken(
    String id, String owner, String name, List<String> permissions, Instant createdAt, Instant expiresAt) {
  static final Kind<PersonalToken> KIND = new Kind<>(DocumentKind.PERSONAL_TOKENS, PersonalToken.class);

  /** What it allows now: never more than its owner may do. */
  Set<Permission> allowed(User owner) {
    Set<Permission> allowed = EnumSet.noneOf(Permission.class);
    permissions.forEach(wireName -> Permission.of(wireName).ifPresent(allowed::add));
    allowed.retainAll(owner.rights().permissions());
    return allowed;
  }
}
