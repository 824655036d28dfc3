@NullMarked
package dev.tokenly.server.ledger;

import org.jspecify.annotations.NullMarked;
