/** The machines that report: heartbeats, keys, approval, what each is told. */
@NullMarked
package dev.tokenly.server.clients;

import org.jspecify.annotations.NullMarked;
