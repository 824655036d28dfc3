/** The post-processor: journal entries to checked, priced records in the ledger, many small files in one transaction. */
@NullMarked
package dev.tokenly.server.ingest.process;

import org.jspecify.annotations.NullMarked;
