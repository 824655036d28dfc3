/** The price book of a running server: its layers in storage, what changes them, and the explanation of a cost. */
@NullMarked
package dev.tokenly.server.prices;

import org.jspecify.annotations.NullMarked;
