/** Tests of the agent's own place on a machine. */
@NullMarked
package dev.tokenly.agent.place;

import org.jspecify.annotations.NullMarked;
