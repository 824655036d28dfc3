/** What happens, told to whoever listens: the server-sent event stream and the rooms that feed it. */
@NullMarked
package dev.tokenly.server.events;

import org.jspecify.annotations.NullMarked;
