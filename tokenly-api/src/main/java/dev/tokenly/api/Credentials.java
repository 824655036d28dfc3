package dev.tokenly.api;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where logins are kept. A refresh token works once, so renewing is exclusive among all who share the keeper. */
public interface Credentials {

  /** The login there is, or null. */
  @Nullable
  Login current();

  /** Keeps a login, or forgets it when null. */
  void keep(@Nullable Login login);

  /**
   * Replaces a stale login: while nobody else renews, looks whether another already did, and only otherwise asks {@code
   * renewal} and keeps its answer.
   */
  Login renew(Login stale, UnaryOperator<Login> renewal);

  /** Credentials that live as long as the process: one fixed login, or those of a long-running program. */
  static Credentials inMemory(@Nullable Login first) {
    return new InMemory(first);
  }

  /** Keeps a login in memory only. */
  final class InMemory implements Credentials {
    private @Nullable Login login;

    private InMemory(@Nullable Login login) {
      this.login = login;
    }

    @Override
    public synchronized @Nullable Login current() {
      return login;
    }

    @Override
    public synchronized void keep(@Nullable Login next) {
      login = next;
    }

    @Override
    public synchronized Login renew(Login stale, UnaryOperator<Login> renewal) {
      Login now = login;
      if (now == null || now.equals(stale)) {
        now = renewal.apply(stale);
        login = now;
      }
      return now;
    }
  }
}
