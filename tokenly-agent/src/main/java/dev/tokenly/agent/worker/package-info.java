/** The part that does the detective work: find, read, ship, keep. */
@NullMarked
package dev.tokenly.agent.worker;

import org.jspecify.annotations.NullMarked;
