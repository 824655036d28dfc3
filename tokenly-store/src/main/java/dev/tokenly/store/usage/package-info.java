/** The ledger's interface: what is appended, what can be asked, how the data is cared for. */
@NullMarked
package dev.tokenly.store.usage;

import org.jspecify.annotations.NullMarked;
