package dev.tokenly.store.admin;

/** An audit entry in its chain: its number from 1 and its hash (SHA-256, hex), which covers the hash before it. */
public record ChainedEntry(long id, AuditEntry entry, String hash) {}
