/** Who may come in: accounts, passwords, sessions, access tokens and personal tokens. */
@NullMarked
package dev.tokenly.server.access;

import org.jspecify.annotations.NullMarked;
