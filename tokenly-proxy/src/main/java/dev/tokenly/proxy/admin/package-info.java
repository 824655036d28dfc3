/** What the proxy says about itself: counters, health, metrics. */
@NullMarked
package dev.tokenly.proxy.admin;

import org.jspecify.annotations.NullMarked;
