/** Where records go: slots that survive a crash, and files the agent follows. */
@NullMarked
package dev.tokenly.proxy.spool;

import org.jspecify.annotations.NullMarked;
