/** The ingest journal: uploads made durable before they are answered, and what a damaged database is rebuilt from. */
@NullMarked
package dev.tokenly.server.ingest.journal;

import org.jspecify.annotations.NullMarked;
