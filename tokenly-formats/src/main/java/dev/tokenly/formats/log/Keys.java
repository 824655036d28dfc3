package dev.tokenly.formats.log;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.Tokens;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ids for calls whose source gives them none, made of what never changes about them, wherever they are copied to. */
final class Keys {
  private Keys() {}

  /** A key of a format's own kind of parts; absent parts count as empty. */
  static String of(String format, @Nullable Object... parts) {
    StringBuilder text = new StringBuilder(128);
    for (Object part : parts) {
      text.append(Objects.toString(part, "")).append('\n');
    }
    return format + ':' + Hash128.of(text.toString()).hex();
  }

  /** The key of a call that is known by its time, model and tokens alone. */
  static String ofCall(String format, Instant time, @Nullable String model, Tokens tokens) {
    return of(format, time, model, tokens);
  }
}
