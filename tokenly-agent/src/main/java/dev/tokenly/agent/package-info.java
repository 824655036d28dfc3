/** The agent: a launcher that keeps a worker alive, and the worker that finds, reads and ships logs. */
@NullMarked
package dev.tokenly.agent;

import org.jspecify.annotations.NullMarked;
