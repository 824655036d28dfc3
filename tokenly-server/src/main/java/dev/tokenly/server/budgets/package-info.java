/** Budgets: what may be spent in a period, evaluated when usage is stored, told once a threshold and period. */
@NullMarked
package dev.tokenly.server.budgets;

import org.jspecify.annotations.NullMarked;
