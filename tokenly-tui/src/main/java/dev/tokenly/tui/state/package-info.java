/** What the screen knows and what can happen to it: plain values, no terminal and no network. */
@NullMarked
package dev.tokenly.tui.state;

import org.jspecify.annotations.NullMarked;
