/** The agent's figures, on its two real processes: start, memory, processor time, a line's way, shipping, scanning. */
@NullMarked
package dev.tokenly.bench.agent;

import org.jspecify.annotations.NullMarked;
