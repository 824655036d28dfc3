@NullMarked
package dev.tokenly.server.logging;

import org.jspecify.annotations.NullMarked;
