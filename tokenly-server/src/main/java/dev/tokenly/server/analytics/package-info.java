/** Questions about usage: summary, trend, ranking, breakdown, projection, records, sessions, coverage. */
@NullMarked
package dev.tokenly.server.analytics;

import org.jspecify.annotations.NullMarked;
