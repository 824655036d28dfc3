package dev.tokenly.tui.draw;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The clipboard of the terminal somebody sits at, however many machines lie between (OSC 52). */
public final class Clipboard {
  /** What terminals take at most, encoded. */
  private static final int LONGEST = 74_994;

  private Clipboard() {}

  /** What puts a text there, written to the terminal; null when it is too long for one. */
  public static @Nullable String sequence(String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return encoded.length() > LONGEST ? null : "\u001b]52;c;" + encoded + "\u0007";
  }
}
