/** A file and a cursor to records. */
@NullMarked
package dev.tokenly.agent.worker.read;

import org.jspecify.annotations.NullMarked;
