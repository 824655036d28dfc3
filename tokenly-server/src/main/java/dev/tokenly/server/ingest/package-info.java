/** Taking uploads in: the endpoint, the journal behind it, and the post-processor that turns bytes into counted records. */
@NullMarked
package dev.tokenly.server.ingest;

import org.jspecify.annotations.NullMarked;
