/** How the server itself fares. */
@NullMarked
package dev.tokenly.server.status;

import org.jspecify.annotations.NullMarked;
