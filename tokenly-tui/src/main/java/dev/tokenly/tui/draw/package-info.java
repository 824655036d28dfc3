/** Drawing on a terminal screen: the canvas over Lanterna's screen layer, themes, glyph sets, tables and charts. */
@NullMarked
package dev.tokenly.tui.draw;

import org.jspecify.annotations.NullMarked;
