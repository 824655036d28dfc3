/** Charts of text: bars, stacks and lines with axis, labels and legend. */
@NullMarked
package dev.tokenly.cli.output.chart;

import org.jspecify.annotations.NullMarked;
