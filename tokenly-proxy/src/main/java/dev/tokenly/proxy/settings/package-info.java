/** What the proxy is told: listeners, limits, where records go; read from options or a strict file. */
@NullMarked
package dev.tokenly.proxy.settings;

import org.jspecify.annotations.NullMarked;
