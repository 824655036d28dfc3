/** The tokenly command: parsing, output and the exit codes. */
@NullMarked
package dev.tokenly.cli;

import org.jspecify.annotations.NullMarked;
