/** Worker releases: published with a signature, offered with the heartbeat, downloaded by approved machines. */
@NullMarked
package dev.tokenly.server.releases;

import org.jspecify.annotations.NullMarked;
