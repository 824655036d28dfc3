package dev.tokenly.proxy.meter;

import dev.tokenly.formats.api.ReplyUsage;
import dev.tokenly.formats.api.UsageSource;
import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call as a usage record, at any moment of its life. Counts are the provider's or zero: what it did not say is marked
 * ({@code usage_missing}), never guessed into them.
 */
public final class CallRecord {
  /** The {@code source_format} of the proxy's records. */
  public static final String SOURCE = "proxy";

  private static final int MAX_ID = 255;
  private static final int MAX_MODEL = 200;

  private final String id;
  private final Instant at;
  private final String service;
  private final Caller caller;
  private final CallMetadata metadata;

  /**
   * A call about to be made. {@code id} names it where the provider gives no id of its own; it must be unique for good.
   */
  public CallRecord(String id, Instant at, String service, Caller caller, CallMetadata metadata) {
    this.id = id;
    this.at = at;
    this.service = service;
    this.caller = caller;
    this.metadata = metadata;
  }

  /** The record that stands if nothing is heard of the call any more. */
  public UsageRecord unheard() {
    return of(Outcome.UNHEARD);
  }

  /** The record of an outcome. */
  public UsageRecord of(Outcome outcome) {
    ReplyUsage reply = outcome.reply();
    Tokens tokens = reply == null || reply.tokens() == null ? Tokens.ZERO : reply.tokens();
    Attribution attribution = attribution(reply, outcome.exchangeId());
    RecordId recordId =
        RecordId.of(service, attribution.requestId(), attribution.alternateRequestId(), Hash128.of(id));
    return new UsageRecord(
        new UsageRecord.Origin(recordId, at, SOURCE),
        new UsageRecord.ModelUsed(service, model(reply)),
        tokens,
        tokens.total(),
        attribution,
        details(outcome),
        cost(reply));
  }

  private static @Nullable ReportedCost cost(@Nullable ReplyUsage reply) {
    return reply == null ? null : reply.cost();
  }

  private String model(@Nullable ReplyUsage reply) {
    String answered = reply == null ? null : reply.answer().model();
    String model = answered != null && !answered.isBlank() ? answered : metadata.modelAsked();
    return model == null || model.isBlank() ? "unknown" : cut(model, MAX_MODEL);
  }

  private Attribution attribution(@Nullable ReplyUsage reply, @Nullable String exchangeId) {
    String given = reply == null ? null : reply.answer().id();
    String requestId = given != null && isUnique(given) ? cut(given, MAX_ID) : "proxy:" + id;
    return new Attribution(
        caller.labels().service(),
        caller.labels().environment(),
        cutOrNull(caller.user()),
        cutOrNull(caller.session()),
        requestId,
        cutOrNull(exchangeId),
        null);
  }

  /** Some local servers number replies from a thousand ({@code chatcmpl-417}): such an id would make two calls one. */
  static boolean isUnique(String replyId) {
    int prefix = Math.max(replyId.indexOf('-'), replyId.indexOf('_')) + 1;
    return replyId.length() - Math.min(prefix, 12) >= 12;
  }

  private CallDetails details(Outcome outcome) {
    ReplyUsage reply = outcome.reply();
    return new CallDetails(
        outcome.timing().durationMs(),
        outcome.timing().firstByteMs(),
        reply == null ? null : reply.answer().stopReason(),
        outcome.timing().streamed(),
        outcome.status() == 0 ? null : outcome.status(),
        reply == null ? PriceModifiers.NONE : reply.modifiers(),
        metadata.json(outcome, caller));
  }

  /** How far the counts of an outcome can be trusted. */
  static UsageSource source(@Nullable ReplyUsage reply) {
    return reply == null ? UsageSource.NONE : reply.source();
  }

  static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }

  private static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text, MAX_ID);
  }
}
