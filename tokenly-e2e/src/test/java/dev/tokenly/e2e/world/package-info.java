/** A machine's logs as tools write them, with the truth of what they cost kept beside by plain arithmetic. */
@NullMarked
package dev.tokenly.e2e.world;

import org.jspecify.annotations.NullMarked;
