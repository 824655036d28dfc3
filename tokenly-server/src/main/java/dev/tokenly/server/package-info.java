/** The server: takes uploads in, counts each call once and answers questions. */
@NullMarked
package dev.tokenly.server;

import org.jspecify.annotations.NullMarked;
