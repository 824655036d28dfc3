/** Tests of shipping. */
@NullMarked
package dev.tokenly.agent.worker.ship;

import org.jspecify.annotations.NullMarked;
