/** Care for the data: export and import, retention, compaction, backup. */
@NullMarked
package dev.tokenly.server.care;

import org.jspecify.annotations.NullMarked;
