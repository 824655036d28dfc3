package dev.tokenly.cli.session;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Credentials;
import dev.tokenly.api.Failure;
import dev.tokenly.api.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The login kept in a profile's file. Renewing holds a file lock, since a refresh token works once and using it from two
 * shells at the same time would end the session. A server of one's own is logged in to again with the password kept for
 * its owner.
 */
final class ProfileCredentials implements Credentials {
  private final Path file;
  private final Function<Profile, @Nullable Login> ownersLogin;
  private Profile profile;

  ProfileCredentials(Path file, Profile profile, Function<Profile, @Nullable Login> ownersLogin) {
    this.file = file;
    this.profile = profile;
    this.ownersLogin = ownersLogin;
  }

  @Override
  public synchronized @Nullable Login current() {
    return profile.login();
  }

  @Override
  public synchronized void keep(@Nullable Login login) {
    profile = profile.with(login);
    profile.write(file);
  }

  @Override
  public synchronized Login renew(Login stale, UnaryOperator<Login> renewal) {
    try (FileChannel channel = PrivateFile.openLock(file);
        FileLock _ = channel.lock()) {
      Profile kept = Profile.read(file);
      Login now = kept == null ? null : kept.login();
      if (kept != null && now != null && !now.equals(stale)) {
        profile = kept;
        return now;
      }
      Login next = renewed(stale, renewal);
      keep(next);
      return next;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Login renewed(Login stale, UnaryOperator<Login> renewal) {
    try {
      return renewal.apply(stale);
    } catch (ApiException e) {
      Login owners = e.failure() instanceof Failure.Unauthorized ? ownersLogin.apply(profile) : null;
      if (owners == null) {
        throw e;
      }
      return owners;
    }
  }
}
