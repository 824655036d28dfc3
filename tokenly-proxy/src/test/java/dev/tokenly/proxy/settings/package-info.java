/** Tests of the settings. */
@NullMarked
package dev.tokenly.proxy.settings;

import org.jspecify.annotations.NullMarked;
