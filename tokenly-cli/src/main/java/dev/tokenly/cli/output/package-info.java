/** Answers as tables, JSON, CSV and the other forms; charts. */
@NullMarked
package dev.tokenly.cli.output;

import org.jspecify.annotations.NullMarked;
