@NullMarked
package dev.tokenly.server.clients;

import org.jspecify.annotations.NullMarked;
