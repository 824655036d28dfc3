package dev.tokenly.server.ingest.process;

import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.store.usage.FileRecords;

/** A file that was read, on its way into the ledger. */
record Parsed(Filed filed, FileRecords records) {}
