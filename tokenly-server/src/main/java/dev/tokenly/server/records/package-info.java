/** A stored record as the API writes it, and an exported one as it is read back. */
@NullMarked
package dev.tokenly.server.records;

import org.jspecify.annotations.NullMarked;
