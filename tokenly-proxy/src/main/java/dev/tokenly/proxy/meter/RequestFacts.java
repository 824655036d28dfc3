package dev.tokenly.proxy.meter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request says about itself, as far as its record needs it: names and sizes, never a text. */
public record RequestFacts(
    @Nullable String model, boolean streaming, boolean hasStreamOptions, Hints hints, Shape shape) {
  public static final RequestFacts NONE =
      new RequestFacts(null, false, false, Hints.NONE, new Shape(new Messages(0, 0, 0), 0, 0, 0, Map.of()));

  /** Where a conversation and a user may be named. */
  public record Hints(
      @Nullable String session, @Nullable String user, @Nullable String cacheKey, @Nullable String previousResponse) {
    public static final Hints NONE = new Hints(null, null, null, null);
  }

  /** How many messages, by role. */
  public record Messages(int all, int user, int assistant) {}

  /**
   * How large the request is: tools offered, characters of the system prompt and of all other messages, and the system
   * prompt's characters by workspace file where it is built of such files.
   */
  public record Shape(
      Messages messages, int tools, long systemChars, long historyChars, Map<String, Long> systemSections) {}

  /** The same with the model that was named elsewhere, where the body names none. */
  public RequestFacts orModel(@Nullable String elsewhere) {
    return model == null ? new RequestFacts(elsewhere, streaming, hasStreamOptions, hints, shape) : this;
  }
}
