package dev.tokenly.server.releases;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A published worker: what it is, the publisher's signed manifest, and when and by whom it was published. */
record Release(Artifact artifact, Signed signed, boolean required, @Nullable String notes, Published published) {
  static final Kind<Release> KIND = new Kind<>(DocumentKind.RELEASES, Release.class);

  /** Version and platform ({@code linux-x64} … or {@code any}), length in bytes, SHA-256 in hex, order of publishing. */
  record Artifact(String version, String platform, long length, String sha256, long sequence) {}

  /** The manifest's text, its Ed25519 signature and the public key, both in base64. */
  record Signed(String manifest, String signature, String publicKey) {}

  record Published(Instant at, String by) {}

  static String key(String version, String platform) {
    return version + '/' + platform;
  }

  boolean runsOn(String wanted) {
    return artifact.platform().equals("any") || artifact.platform().equals(wanted);
  }
}
