@NullMarked
package dev.tokenly.server.http;

import org.jspecify.annotations.NullMarked;
