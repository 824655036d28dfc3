/** Journeys with real processes and the laws of the house. */
@NullMarked
package dev.tokenly.e2e;

import org.jspecify.annotations.NullMarked;
