/** Benchmarks and the generators of their data. */
@NullMarked
package dev.tokenly.bench;

import org.jspecify.annotations.NullMarked;
