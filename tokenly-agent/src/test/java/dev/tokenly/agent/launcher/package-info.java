/** Tests of the process that must never fail. */
@NullMarked
package dev.tokenly.agent.launcher;

import org.jspecify.annotations.NullMarked;
