/** Reading a machine's logs in one go, in memory: the files of all tools into one ledger in which each call counts once. */
@NullMarked
package dev.tokenly.formats.scan;

import org.jspecify.annotations.NullMarked;
