/** The pages: what each asks, draws and does with a key. All of it pure. */
@NullMarked
package dev.tokenly.tui.pane;

import org.jspecify.annotations.NullMarked;
