package dev.tokenly.proxy.relay;

import dev.tokenly.formats.api.ReplyUsage;
import dev.tokenly.formats.api.UsageSource;
import dev.tokenly.proxy.meter.End;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a reply's end was worth. */
final class Finality {
  private Finality() {}

  /** A cut after stop reason and counts only cost the closing formality: the counts are the provider's final ones. */
  static ReplyUsage ofCut(ReplyUsage usage) {
    boolean said = usage.tokens() != null && usage.answer().stopReason() != null && usage.answer().errorType() == null;
    return said
        ? new ReplyUsage(
            usage.answer(), usage.tokens(), usage.providerTotal(), UsageSource.PROVIDER_FINAL, usage.modifiers(),
            usage.cost())
        : usage;
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
