/** What several rooms say alike: which usage a request is about, a record as JSON, and an exported one read back. */
@NullMarked
package dev.tokenly.server.records;

import org.jspecify.annotations.NullMarked;
