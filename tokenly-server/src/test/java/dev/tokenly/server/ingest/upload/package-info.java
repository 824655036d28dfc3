@NullMarked
package dev.tokenly.server.ingest.upload;

import org.jspecify.annotations.NullMarked;
