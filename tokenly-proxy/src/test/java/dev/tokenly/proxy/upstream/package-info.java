/** A fake upstream on raw sockets and a raw client: they can stall, cut, split and lie, and see every byte. */
@NullMarked
package dev.tokenly.proxy.upstream;

import org.jspecify.annotations.NullMarked;
