package dev.tokenly.cli.report;

import dev.tokenly.model.Display;

/** Text inside HTML and SVG: hostile names come out as text, whatever they hold. */
final class Markup {
  private Markup() {}

  static String text(String hostile) {
    return Display.clean(hostile)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
