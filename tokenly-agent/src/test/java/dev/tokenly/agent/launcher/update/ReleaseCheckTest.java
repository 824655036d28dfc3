package dev.tokenly.agent.launcher.update;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.model.protocol.ReleaseManifest;
import dev.tokenly.model.protocol.UpdateOffer;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fault 39 and attack 52: whatever a server, or somebody in its place, offers, only what the publisher signed is taken. */
class ReleaseCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String SHA256 = "ab".repeat(32);
  private final KeyPair keys = Ed25519.generate();
  private ReleaseManifest manifest =
      new ReleaseManifest("2.0.0", "linux-x64", 1000, SHA256, 7, NOW.plus(Duration.ofDays(30)));

  private static UpdateOffer.Release offer(
      String version, String checksum, @Nullable String text, @Nullable String signature, boolean required) {
    return new UpdateOffer.Release(version, "/w.jar", checksum, text, signature, required, null);
  }

  private UpdateOffer.Release signed() {
    String text = manifest.toText();
    return offer("2.0.0", "sha256:" + SHA256, text, Ed25519.sign(text, keys.getPrivate()), false);
  }

  private ReleaseCheck check(UpdateOffer.Release release) {
    return ReleaseCheck.of(
        release, Ed25519.text(keys.getPublic()), new ReleaseCheck.Machine("linux-x64", 6, NOW));
  }

  private void refused(String why, UpdateOffer.Release release) {
    String said = assertInstanceOf(ReleaseCheck.Refused.class, check(release), why).why();
    assertTrue(said.contains(why), said);
  }

  @Test
  void takes_what_the_pinned_key_signed_for_this_platform() {
    assertInstanceOf(ReleaseCheck.Good.class, check(signed()));
  }

  @Test
  void f39_n52_refuses_what_is_unsigned_or_signed_by_another() {
    String text = manifest.toText();
    refused("not signed", offer("2.0.0", "sha256:" + SHA256, text, null, false));
    refused("not signed", offer("2.0.0", "sha256:" + SHA256, null, null, true));
    String foreign = Ed25519.sign(text, Ed25519.generate().getPrivate());
    refused("not by the key pinned", offer("2.0.0", "sha256:" + SHA256, text, foreign, true));
    String changed = text.replace("1000", "9000");
    refused(
        "not by the key pinned",
        offer("2.0.0", "sha256:" + SHA256, changed, Ed25519.sign(text, keys.getPrivate()), false));
    refused("not by the key pinned", offer("2.0.0", "sha256:" + SHA256, text, "rubbish", false));
  }

  @Test
  void f39_n52_refuses_an_old_sequence_an_expired_offer_another_platform_and_an_endless_file() {
    ReleaseManifest good = manifest;
    manifest = new ReleaseManifest("2.0.0", "linux-x64", 1000, SHA256, 6, good.expires());
    refused("not newer", signed());
    manifest = new ReleaseManifest("2.0.0", "linux-x64", 1000, SHA256, 7, NOW);
    refused("expired", signed());
    manifest = new ReleaseManifest("2.0.0", "windows-x64", 1000, SHA256, 7, good.expires());
    refused("it is for windows-x64", signed());
    manifest = new ReleaseManifest("2.0.0", "linux-x64", Long.MAX_VALUE, SHA256, 7, good.expires());
    refused("larger than", signed());
  }

  @Test
  void f39_refuses_a_signed_manifest_under_another_name_or_hash() {
    String text = manifest.toText();
    String signature = Ed25519.sign(text, keys.getPrivate());
    refused("not what was signed", offer("9.9.9", "sha256:" + SHA256, text, signature, false));
    refused("not what was signed", offer("2.0.0", "sha256:" + "cd".repeat(32), text, signature, false));
    String broken = "{\"version\":1}";
    refused("not valid",
        offer("2.0.0", "sha256:" + SHA256, broken, Ed25519.sign(broken, keys.getPrivate()), false));
  }
}
