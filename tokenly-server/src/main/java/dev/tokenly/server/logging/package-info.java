/** How log lines look and where they go. */
@NullMarked
package dev.tokenly.server.logging;

import org.jspecify.annotations.NullMarked;
