/** The agent's side of the wire: HTTP to the one configured server. */
@NullMarked
package dev.tokenly.agent.link;

import org.jspecify.annotations.NullMarked;
