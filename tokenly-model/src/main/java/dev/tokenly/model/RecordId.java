package dev.tokenly.model;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes a call the same call, whoever saw it: the promise that each is counted once. {@code identity} comes from the
 * provider's own id of the reply (service family and {@code request_id}) or, where the source has none, is the record's
 * wire hash; {@code alternate} is a second id under which another observer may report the same call (an Anthropic {@code
 * req_…} beside its {@code msg_…}); {@code hash} is the wire hash of {@code protocol.md} §5.
 */
public record RecordId(Hash128 identity, @Nullable Hash128 alternate, Hash128 hash, boolean fromProvider) {
  private static final int SHORTEST_UNIQUE = 25;

  /**
   * The id of a record. Records with a {@code request_id} are identified by it within their service family, or within that
   * of the vendor its form names; the others by their wire hash alone, as the original contract does.
   */
  public static RecordId of(String service, @Nullable String requestId, @Nullable String alternateId, Hash128 hash) {
    if (requestId == null) {
      return new RecordId(hash, null, hash, false);
    }
    @Nullable Hash128 alternate = alternateId == null ? null : identity(service, alternateId);
    return new RecordId(identity(service, requestId), alternate, hash, true);
  }

  /** Written out because sightings of a call are compared: see {@link Hash128#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordId that
        && identity.equals(that.identity)
        && Objects.equals(alternate, that.alternate)
        && hash.equals(that.hash)
        && fromProvider == that.fromProvider;
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }

  /** What a record with that id of a provider is known by, whoever seeks or stores it. */
  public static Hash128 identity(String service, String id) {
    String vendor = vendorOf(id);
    return Hash128.of(vendor == null ? family(service) : vendor, id);
  }

  /**
   * The vendor whose interface hands out ids of this form, if they are too long to be drawn twice. Tools name the service
   * of a call as its user does ({@code model_providers.mine}) where the proxy in between names its upstream.
   */
  private static @Nullable String vendorOf(String id) {
    if (id.length() < SHORTEST_UNIQUE) {
      return null;
    }
    if (id.startsWith("msg_")) {
      return "anthropic";
    }
    return id.startsWith("resp_") || id.startsWith("chatcmpl-") ? "openai" : null;
  }

  /**
   * The vendor whose ids a service hands out, so that the same reply seen by a log ({@code anthropic}) and through a
   * gateway's spelling ({@code Anthropic-API}, {@code claude}) is one.
   */
  private static String family(String service) {
    String name = service.strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("anthropic") || name.startsWith("claude")) {
      return "anthropic";
    }
    if (name.startsWith("openai") || name.startsWith("azure")) {
      return "openai";
    }
    if (name.startsWith("google") || name.startsWith("gemini") || name.startsWith("vertex")) {
      return "google";
    }
    return name;
  }
}
