/** From tokens to money: the price book, which entry a model's name matches and why, and what a record cost. */
@NullMarked
package dev.tokenly.model.price;

import org.jspecify.annotations.NullMarked;
