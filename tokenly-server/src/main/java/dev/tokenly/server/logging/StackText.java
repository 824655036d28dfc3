package dev.tokenly.server.logging;

import java.io.PrintWriter;
import java.io.StringWriter;

/** An exception's trace as text. */
final class StackText {
  private StackText() {}

  static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
