/** The storage interface; each engine lives in a package of its own below. */
@NullMarked
package dev.tokenly.store;

import org.jspecify.annotations.NullMarked;
