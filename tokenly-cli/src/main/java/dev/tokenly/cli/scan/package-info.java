/** Totals of this machine's logs, in memory. */
@NullMarked
package dev.tokenly.cli.scan;

import org.jspecify.annotations.NullMarked;
