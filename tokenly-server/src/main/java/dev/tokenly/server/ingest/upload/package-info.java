/** {@code POST /api/ingest}: three shapes of upload, checked while they stream in, answered once they are durable. */
@NullMarked
package dev.tokenly.server.ingest.upload;

import org.jspecify.annotations.NullMarked;
