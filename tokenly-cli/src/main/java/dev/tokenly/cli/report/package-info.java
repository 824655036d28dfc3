/** Reports as files of their own: HTML with drawings inside, SVG, Markdown. */
@NullMarked
package dev.tokenly.cli.report;

import org.jspecify.annotations.NullMarked;
