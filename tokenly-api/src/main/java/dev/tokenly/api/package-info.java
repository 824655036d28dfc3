/** The client of the server's REST API: one method an endpoint. */
@NullMarked
package dev.tokenly.api;

import org.jspecify.annotations.NullMarked;
