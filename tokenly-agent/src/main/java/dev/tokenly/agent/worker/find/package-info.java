/** Paths and patterns to candidate files. */
@NullMarked
package dev.tokenly.agent.worker.find;

import org.jspecify.annotations.NullMarked;
