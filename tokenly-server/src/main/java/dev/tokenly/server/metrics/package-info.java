/** Numbers about the running server for Prometheus. */
@NullMarked
package dev.tokenly.server.metrics;

import org.jspecify.annotations.NullMarked;
