package dev.tokenly.server.http;

import dev.tokenly.model.access.Permission;
import java.util.Set;

/**
 * The person or script behind a request: the user's name, the role's wire name, what this credential allows (a personal
 * token may allow less than its owner), and the session or token it came with.
 */
public record Caller(String username, String role, Set<Permission> permissions, Credential credential) {
  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /** What a caller proved itself with. */
  public sealed interface Credential {
    /** An access token; the session is the refresh family's id. */
    record Session(String sessionId) implements Credential {}

    /** A personal access token. */
    record PersonalToken(String tokenId) implements Credential {}
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** Throws the refusal that names the missing permission. */
  public void require(Permission permission) {
    if (!may(permission)) {
      throw Refusal.forbidden(permission);
    }
  }
}
