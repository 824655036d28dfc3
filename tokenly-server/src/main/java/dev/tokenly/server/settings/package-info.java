/** What the server is told before it starts: one strict tree from file, environment and options. */
@NullMarked
package dev.tokenly.server.settings;

import org.jspecify.annotations.NullMarked;
