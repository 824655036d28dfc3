/** Questions put to the ledger and their answers, shared by server, store, command line and TUI. */
@NullMarked
package dev.tokenly.model.query;

import org.jspecify.annotations.NullMarked;
