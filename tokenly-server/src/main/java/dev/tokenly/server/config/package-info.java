/** What an admin sets while the server runs: typed keys with ranges, and what agents are told. */
@NullMarked
package dev.tokenly.server.config;

import org.jspecify.annotations.NullMarked;
