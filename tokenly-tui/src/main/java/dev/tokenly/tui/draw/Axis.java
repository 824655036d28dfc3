package dev.tokenly.tui.draw;

import java.util.function.DoubleFunction;

/** How a chart's values and buckets are written: a value with its unit, the first and last bucket's names. */
public record Axis(DoubleFunction<String> value, String first, String last) {}
