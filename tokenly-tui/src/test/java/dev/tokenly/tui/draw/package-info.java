/** Tests of drawing by itself. */
@NullMarked
package dev.tokenly.tui.draw;

import org.jspecify.annotations.NullMarked;
