/** Tests of the relay's parts. */
@NullMarked
package dev.tokenly.proxy.relay;

import org.jspecify.annotations.NullMarked;
