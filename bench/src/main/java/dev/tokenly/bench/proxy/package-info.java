/** What the metering proxy costs: beside a direct call and beside another gateway, in one run. */
@NullMarked
package dev.tokenly.bench.proxy;

import org.jspecify.annotations.NullMarked;
