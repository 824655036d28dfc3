/** What is right and wrong with this machine's Tokenly. */
@NullMarked
package dev.tokenly.cli.doctor;

import org.jspecify.annotations.NullMarked;
