package dev.tokenly.model;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What makes a call the same call, whoever saw it: the promise that each is counted once. {@code identity} comes from the
 * provider's own id of the reply (service family and {@code request_id}) or, where the source has none, is the record's
 * wire hash; {@code alternate} is a second id under which another observer may report the same call (an Anthropic {@code
 * req_…} beside its {@code msg_…}); {@code hash} is the wire hash of {@code protocol.md} §5.
 */
public final class RecordId {
  private static final int SHORTEST_UNIQUE = 25;

  private final @Nullable Names names;
  private final @Nullable Hash128 hash;
  private final boolean fromProvider;
  private @Nullable Hash128 alternate;

  /** Written last: a thread that sees it sees the alternate too. */
  private volatile @Nullable Hash128 identity;

  /** The texts of an id that is not hashed yet. */
  private record Names(String service, String requestId, @Nullable String alternateId) {}

  private RecordId(Names names) {
    this.names = names;
    this.hash = null;
    this.fromProvider = true;
  }

  /** An id whose hashes are known. */
  public RecordId(Hash128 identity, @Nullable Hash128 alternate, Hash128 hash, boolean fromProvider) {
    this.names = null;
    this.hash = hash;
    this.fromProvider = fromProvider;
    this.alternate = alternate;
    this.identity = identity;
  }

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

  /**
   * The id of a call that a tool's log shows, which has no wire hash before it becomes a native line: its identity stands in
   * for it. Hashed when first asked for; whoever only hands the record on never asks.
   */
  public static RecordId ofLog(String service, String requestId, @Nullable String alternateId) {
    return new RecordId(new Names(service, requestId, alternateId));
  }

  /**
   * The id of a record by another hash of the same texts, for whoever compares ids only with each other; what a wire hash
   * alone identifies stays as it is.
   */
  public static RecordId hashed(UsageRecord usage, Function<String, Hash128> hashing) {
    RecordId id = usage.id();
    String requestId = usage.attribution().requestId();
    String alternateId = usage.attribution().alternateRequestId();
    if (!id.fromProvider || requestId == null) {
      return id;
    }
    Hash128 identity = hashing.apply(text(usage.service(), requestId));
    Hash128 alternate = alternateId == null ? null : hashing.apply(text(usage.service(), alternateId));
    return new RecordId(identity, alternate, id.hash == null ? identity : id.hash, true);
  }

  /** What the call is known by. */
  public Hash128 identity() {
    Hash128 known = identity;
    if (known == null) {
      Names texts = Objects.requireNonNull(names);
      alternate = texts.alternateId == null ? null : identity(texts.service, texts.alternateId);
      known = identity(texts.service, texts.requestId);
      identity = known;
    }
    return known;
  }

  /** What else it is known by, if anything. */
  public @Nullable Hash128 alternate() {
    identity();
    return alternate;
  }

  /** The wire hash, or what stands in for it. */
  public Hash128 hash() {
    return hash == null ? identity() : hash;
  }

  /** Whether the provider named the call. */
  public boolean fromProvider() {
    return fromProvider;
  }

  /** Written out because sightings of a call are compared: see {@link Hash128#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordId that
        && identity().equals(that.identity())
        && Objects.equals(alternate(), that.alternate())
        && hash().equals(that.hash())
        && fromProvider == that.fromProvider;
  }

  @Override
  public int hashCode() {
    return identity().hashCode();
  }

  /** What a record with that id of a provider is known by, whoever seeks or stores it. */
  public static Hash128 identity(String service, String id) {
    return Hash128.of(scope(service, id), id);
  }

  private static String text(String service, String id) {
    return scope(service, id).concat("\n").concat(id);
  }

  private static String scope(String service, String id) {
    String vendor = vendorOf(id);
    return vendor == null ? family(service) : vendor;
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

  @Override
  public String toString() {
    Hash128 other = alternate();
    return identity() + (other == null ? "" : " or " + other);
  }
}
