/** Records to the server; the switch over its replies is the retry policy. */
@NullMarked
package dev.tokenly.agent.worker.ship;

import org.jspecify.annotations.NullMarked;
