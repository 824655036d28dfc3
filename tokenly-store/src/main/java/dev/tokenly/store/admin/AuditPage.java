package dev.tokenly.store.admin;

import java.util.List;

/** Entries of a page and how many match in total. */
public record AuditPage(List<ChainedEntry> entries, long total) {}
