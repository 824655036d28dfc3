package dev.tokenly.proxy.meter;

import dev.tokenly.formats.api.ReplyUsage;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call: the status its client got (499: it hung up; 0: none yet), how it ended, what the reply said
 * (null: there was none), and the provider's id of the HTTP exchange.
 */
public record Outcome(int status, End end, @Nullable ReplyUsage reply, @Nullable String exchangeId, Timing timing) {

  /** Milliseconds to the first byte of the reply and to its end, bytes of the reply, and whether it was streamed. */
  public record Timing(@Nullable Long firstByteMs, @Nullable Long durationMs, long replyBytes, boolean streamed) {
    public static final Timing NONE = new Timing(null, null, 0, false);
  }

  /** The outcome of a call nobody heard the end of. */
  public static final Outcome UNHEARD = new Outcome(0, End.PROXY_CRASH, null, null, Timing.NONE);
}
