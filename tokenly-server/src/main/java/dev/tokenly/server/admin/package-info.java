/**
 * What every room of the server needs to change the administration: one transaction with its audit entry, mirrored in
 * memory so that a request is let in without asking the store.
 */
@NullMarked
package dev.tokenly.server.admin;

import org.jspecify.annotations.NullMarked;
