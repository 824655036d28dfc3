package dev.tokenly.store.admin;

import java.time.Instant;

/** Something that happened to a client: a registration, an upload, an update, an error; the detail is for people. */
public record ActivityEntry(Instant timestamp, String clientId, String kind, String detail) {}
