package dev.tokenly.store.usage;

import org.jspecify.annotations.Nullable;

/**
 * A file's calls of one session that another file counts: the session that has them, the session this file told (a resume
 * tells another), how many it added nothing to, and how many it had told first and less.
 */
public record FileRepeats(
    String fileId, @Nullable String countedIn, @Nullable String toldIn, long duplicates, long superseded) {}
