/** Failures as people meet them: a sentence, a next step and an exit code. */
@NullMarked
package dev.tokenly.cli.complaint;

import org.jspecify.annotations.NullMarked;
