package dev.tokenly.agent.launcher.update;

import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.model.protocol.ReleaseManifest;
import dev.tokenly.model.protocol.UpdateOffer;
import java.time.Instant;

/**
 * Whether a release on offer may be fetched: signed by the pinned key, for this platform, not expired, not older than what
 * was seen before unless required, of a sane length. The server only relays; it cannot make a release.
 */
public sealed interface ReleaseCheck {

  /** It may be fetched; what is fetched must then have the manifest's length and hash. */
  record Good(ReleaseManifest manifest) implements ReleaseCheck {}

  record Refused(String why) implements ReleaseCheck {}

  /** What a machine knows: its platform, the newest sequence it has run, its clock. */
  record Machine(String platform, long lastSequence, Instant now) {}

  long MAX_LENGTH = 200L << 20;

  /** Decides. */
  static ReleaseCheck of(UpdateOffer.Release release, String pinnedKey, Machine machine) {
    String text = release.manifest();
    String signature = release.signature();
    if (text == null || signature == null) {
      return new Refused("it is not signed");
    }
    if (!Ed25519.verifies(text, signature, pinnedKey)) {
      return new Refused("its signature is not by the key pinned at enrolment");
    }
    try {
      return ofSigned(ReleaseManifest.parse(text), release, machine);
    } catch (IllegalArgumentException e) {
      return new Refused("its manifest is not valid: " + e.getMessage());
    }
  }

  private static ReleaseCheck ofSigned(ReleaseManifest manifest, UpdateOffer.Release release, Machine machine) {
    if (!manifest.version().equals(release.version())
        || !release.checksum().equals("sha256:" + manifest.sha256())) {
      return new Refused("what is offered is not what was signed");
    }
    if (!manifest.platform().equals("any") && !manifest.platform().equals(machine.platform())) {
      return new Refused("it is for " + manifest.platform());
    }
    if (!manifest.expires().isAfter(machine.now())) {
      return new Refused("the offer expired at " + manifest.expires());
    }
    if (manifest.sequence() <= machine.lastSequence() && !release.required()) {
      return new Refused("it is not newer than what runs");
    }
    if (manifest.length() > MAX_LENGTH) {
      return new Refused("it is larger than 200 MB");
    }
    return new Good(manifest);
  }
}
