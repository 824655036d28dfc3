/** The API's description for machines. */
@NullMarked
package dev.tokenly.server.openapi;

import org.jspecify.annotations.NullMarked;
