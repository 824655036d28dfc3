/** Agents of this machine. */
@NullMarked
package dev.tokenly.cli.local;

import org.jspecify.annotations.NullMarked;
