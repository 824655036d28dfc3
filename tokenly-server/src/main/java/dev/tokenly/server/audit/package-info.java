/** Who did what: listing, proving and exporting the audit. */
@NullMarked
package dev.tokenly.server.audit;

import org.jspecify.annotations.NullMarked;
