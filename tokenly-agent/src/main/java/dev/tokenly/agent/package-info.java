/** What both halves of the agent share; {@code launcher} and {@code worker} are its two processes. */
@NullMarked
package dev.tokenly.agent;

import org.jspecify.annotations.NullMarked;
