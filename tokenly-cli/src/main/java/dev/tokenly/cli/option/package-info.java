/** Options and operands of commands, and the page that explains a command. */
@NullMarked
package dev.tokenly.cli.option;

import org.jspecify.annotations.NullMarked;
