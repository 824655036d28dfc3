/** What survives a restart: cursors, parked uploads, what scans taught. */
@NullMarked
package dev.tokenly.agent.worker.keep;

import org.jspecify.annotations.NullMarked;
