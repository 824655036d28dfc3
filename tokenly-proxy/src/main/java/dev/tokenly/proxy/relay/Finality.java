package dev.tokenly.proxy.relay;

import dev.tokenly.formats.api.ReplyUsage;
import dev.tokenly.formats.api.UsageSource;
import dev.tokenly.proxy.meter.End;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a reply's end was worth. */
final class Finality {
  private Finality() {}

  /**
   * What was counted, with what it is worth: a cut after stop reason and counts only cost the closing formality, so these
   * are the provider's final counts; what stood when the provider failed is not.
   */
  static ReplyUsage of(ReplyUsage usage, boolean cut) {
    if (usage.tokens() == null) {
      return usage;
    }
    if (usage.answer().errorType() != null) {
      return with(usage, UsageSource.PROVIDER_PARTIAL);
    }
    return cut && usage.answer().stopReason() != null ? with(usage, UsageSource.PROVIDER_FINAL) : usage;
  }

  private static ReplyUsage with(ReplyUsage usage, UsageSource source) {
    return new ReplyUsage(
        usage.answer(), usage.tokens(), usage.providerTotal(), source, usage.modifiers(), usage.cost(), usage.raw());
  }

  /** How the call ended; a failure is never a success because its status had already gone out. */
  static End end(@Nullable IOException cut, ReplyUsage usage, boolean clientGone) {
    if (clientGone) {
      return End.CLIENT_ABORT;
    }
    if (usage.answer().errorType() != null) {
      return End.UPSTREAM_ERROR;
    }
    if (cut == null || usage.source() == UsageSource.PROVIDER_FINAL) {
      return End.COMPLETE;
    }
    return Failure.of(cut).end();
  }
}
