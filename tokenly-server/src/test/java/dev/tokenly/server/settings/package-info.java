@NullMarked
package dev.tokenly.server.settings;

import org.jspecify.annotations.NullMarked;
