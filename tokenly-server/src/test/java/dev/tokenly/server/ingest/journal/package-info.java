@NullMarked
package dev.tokenly.server.ingest.journal;

import org.jspecify.annotations.NullMarked;
