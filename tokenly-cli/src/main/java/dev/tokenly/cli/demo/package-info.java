/** Sample data for {@code tokenly demo}: invented, generated, the same for everybody. */
@NullMarked
package dev.tokenly.cli.demo;

import org.jspecify.annotations.NullMarked;
