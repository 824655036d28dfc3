package dev.tokenly.server.clients;

import dev.tokenly.model.access.Permission;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.store.admin.ClientStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What an admin can do to a client's status, from which statuses, and what it takes. */
enum Transition {
  APPROVE(ClientStatus.APPROVED, Permission.CLIENT_APPROVE,
      Set.of(ClientStatus.PENDING, ClientStatus.SUSPENDED, ClientStatus.REJECTED)),
  REJECT(ClientStatus.REJECTED, Permission.CLIENT_REJECT,
      Set.of(ClientStatus.PENDING, ClientStatus.APPROVED, ClientStatus.SUSPENDED)),
  SUSPEND(ClientStatus.SUSPENDED, Permission.CLIENT_REJECT, Set.of(ClientStatus.APPROVED)),
  DELETE(
      ClientStatus.DELETED,
      Permission.CLIENT_DELETE,
      Set.of(ClientStatus.PENDING, ClientStatus.APPROVED, ClientStatus.REJECTED, ClientStatus.SUSPENDED));

  private final ClientStatus to;
  private final Permission permission;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<ClientStatus> from;

  Transition(ClientStatus to, Permission permission, Set<ClientStatus> from) {
    this.to = to;
    this.permission = permission;
    this.from = from;
  }

  ClientStatus to() {
    return to;
  }

  Permission permission() {
    return permission;
  }

  /** The audit's name of it, e.g. {@code client_approve}. */
  String action() {
    return "client_" + wireName();
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Throws 409 when it does not lead on from that status. */
  void requireFrom(ClientStatus status) {
    if (!from.contains(status)) {
      throw Refusal.conflict("invalid_transition",
          "a client that is " + status.wireName() + " can't become " + to.wireName());
    }
  }

  static Transition of(String wireName) {
    return Arrays.stream(values())
        .filter(one -> one.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("action", "one of approve, reject, suspend, delete is needed"));
  }
}
