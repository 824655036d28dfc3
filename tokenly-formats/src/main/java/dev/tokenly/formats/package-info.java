/** How the world writes usage: logs of tools and replies of providers, read into usage records. */
@NullMarked
package dev.tokenly.formats;

import org.jspecify.annotations.NullMarked;
