/** The part that must not fail: heartbeat, approval, the worker's supervision, updates, the service. */
@NullMarked
package dev.tokenly.agent.launcher;

import org.jspecify.annotations.NullMarked;
