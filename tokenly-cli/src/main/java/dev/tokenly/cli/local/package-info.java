/** A ledger on this machine: the server and the agent as processes of {@code tokenly up} and {@code tokenly demo}. */
@NullMarked
package dev.tokenly.cli.local;

import org.jspecify.annotations.NullMarked;
