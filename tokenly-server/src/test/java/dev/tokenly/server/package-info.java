@NullMarked
package dev.tokenly.server;

import org.jspecify.annotations.NullMarked;
