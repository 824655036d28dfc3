package dev.tokenly.server.access;

import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.store.admin.AuditEntry.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Sessions and their refresh tokens. A refresh token is good once; one that comes back later than 10 s after it was spent,
 * or from another address, is stolen goods: the whole session ends (RFC 9700). A session ends after the idle life without
 * a refresh, and after 30 days in any case.
 */
final class Sessions {
  private static final Duration ABSOLUTE_LIFE = Duration.ofDays(30);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Mirror<Session> sessions;
  private final Duration idleLife;
  private final Opaque opaque = new Opaque();

  Sessions(Administration administration, Duration idleLife) {
    this.sessions = new Mirror<>(Session.KIND, administration);
    this.idleLife = idleLife;
  }

  /** A session with the refresh token that renews it. */
  record Renewed(Session session, String refreshToken) {}

  Duration idleLife() {
    return idleLife;
  }

  Renewed begin(Change change, String username) {
    Instant now = change.now();
    Origin from = change.actor().origin();
    Session session =
        new Session(
            UUID.randomUUID().toString(),
            username,
            new Session.Device(from.ipAddress(), from.userAgent()),
            now,
            now,
            now.plus(idleLife));
    return store(change, session);
  }

  private Renewed store(Change change, Session session) {
    String token = opaque.next("tkr_");
    change.put(RefreshToken.KIND, Opaque.hash(token), new RefreshToken(session.id(), session.expiresAt(), null, null));
    sessions.put(change, session.id(), session);
    return new Renewed(session, token);
  }

  /** Spends the token for a new one; empty when it is none of a living session, which ends when the token was stolen. */
  Optional<Renewed> renew(Change change, String token) {
    String hash = Opaque.hash(token);
    Optional<RefreshToken> known = change.find(RefreshToken.KIND, hash);
    Optional<Session> session = known.flatMap(one -> sessions.find(one.sessionId()));
    if (known.isEmpty() || session.isEmpty()) {
      return Optional.empty();
    }
    RefreshToken current = known.get();
    Instant now = change.now();
    if (!now.isBefore(current.expiresAt()) || !session.get().isAlive(now)) {
      return Optional.empty();
    }
    Origin from = change.actor().origin();
    if (current.spentAt() != null) {
      endIfStolen(change, current, session.get());
      return Optional.empty();
    }
    change.put(RefreshToken.KIND, hash, current.spent(now, from.ipAddress()));
    Instant idleEnd = now.plus(idleLife);
    Instant absoluteEnd = session.get().createdAt().plus(ABSOLUTE_LIFE);
    Session.Device device = new Session.Device(from.ipAddress(), from.userAgent());
    return Optional
        .of(store(change, session.get().used(device, now, idleEnd.isBefore(absoluteEnd) ? idleEnd : absoluteEnd)));
  }

  private void endIfStolen(Change change, RefreshToken spent, Session session) {
    Instant spentAt = Objects.requireNonNull(spent.spentAt());
    boolean isSameAddress = Objects.equals(spent.spentFrom(), change.actor().origin().ipAddress());
    if (isSameAddress && change.now().isBefore(spentAt.plus(GRACE))) {
      return;
    }
    end(change, session.id());
    change.audit(
        "refresh_token_reuse", "user", session.username(),
        Map.of("session_id", session.id(), "result", "session revoked"));
  }

  /** The session a refresh token belongs to, spent or not. */
  Optional<Session> of(Change change, String token) {
    return change.find(RefreshToken.KIND, Opaque.hash(token)).flatMap(one -> sessions.find(one.sessionId()));
  }

  boolean end(Change change, String sessionId) {
    return sessions.remove(change, sessionId);
  }

  /** Ends every session of the user but the one named. */
  void endAll(Change change, String username, String except) {
    for (Session session : ofUser(username)) {
      if (!session.id().equals(except)) {
        end(change, session.id());
      }
    }
  }

  List<Session> ofUser(String username) {
    return sessions.all().stream().filter(session -> session.username().equals(username)).toList();
  }

  /** The living session of that id; throws 401 when it has ended. */
  Session living(String sessionId, Instant now) {
    return sessions
        .find(sessionId)
        .filter(session -> session.isAlive(now))
        .orElseThrow(() -> Refusal.unauthorized("invalid_token", "the session has ended; log in again"));
  }

  /** Forgets sessions and refresh tokens that are over. */
  void sweep(Change change) {
    Instant now = change.now();
    sessions.all().stream().filter(session -> !session.isAlive(now)).forEach(session -> end(change, session.id()));
    change.tables().documents(RefreshToken.KIND.documents()).list("").stream()
        .filter(one -> change.find(RefreshToken.KIND, one.key()).map(t -> !now.isBefore(t.expiresAt())).orElse(false))
        .forEach(one -> change.remove(RefreshToken.KIND, one.key()));
  }
}
