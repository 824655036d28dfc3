/** The command line as scripts and people meet it: against a real server, in a pipe and at terminals of every width. */
@NullMarked
package dev.tokenly.cli.script;

import org.jspecify.annotations.NullMarked;
