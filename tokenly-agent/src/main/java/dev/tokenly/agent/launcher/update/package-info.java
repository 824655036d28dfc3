/** Replacing the worker: fetched only from the configured server, believed only when signed, kept only when healthy. */
@NullMarked
package dev.tokenly.agent.launcher.update;

import org.jspecify.annotations.NullMarked;
