/** One file a command, and the table of them all. */
@NullMarked
package dev.tokenly.cli.command;

import org.jspecify.annotations.NullMarked;
