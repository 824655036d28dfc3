/** The full-screen terminal view. */
@NullMarked
package dev.tokenly.tui;

import org.jspecify.annotations.NullMarked;
