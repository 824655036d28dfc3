/** What the program talks through: streams, what they are connected to, width, colour and glyphs. */
@NullMarked
package dev.tokenly.cli.terminal;

import org.jspecify.annotations.NullMarked;
