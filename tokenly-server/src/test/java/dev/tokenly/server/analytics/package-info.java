@NullMarked
package dev.tokenly.server.analytics;

import org.jspecify.annotations.NullMarked;
