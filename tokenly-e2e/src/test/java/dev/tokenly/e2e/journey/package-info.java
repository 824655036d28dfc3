/** Whole journeys with real processes: logs on disk, agent, server, command line; nothing is replaced by a stand-in. */
@NullMarked
package dev.tokenly.e2e.journey;

import org.jspecify.annotations.NullMarked;
