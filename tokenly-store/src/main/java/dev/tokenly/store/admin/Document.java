package dev.tokenly.store.admin;

import java.time.Instant;

/** A document: JSON text under a key, with the times of its making and last change. */
public record Document(String key, String json, Instant createdAt, Instant updatedAt) {}
