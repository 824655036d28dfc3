/** Tests of reading. */
@NullMarked
package dev.tokenly.agent.worker.read;

import org.jspecify.annotations.NullMarked;
