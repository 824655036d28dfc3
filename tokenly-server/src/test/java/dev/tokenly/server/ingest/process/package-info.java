@NullMarked
package dev.tokenly.server.ingest.process;

import org.jspecify.annotations.NullMarked;
