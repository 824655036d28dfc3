package dev.tokenly.store.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last heartbeat of a client: when it came, from where, what runs there, on which system, and what it counted. */
public record Heartbeat(Instant seenAt, @Nullable String ipAddress, Versions versions, Machine machine, Counts counts) {

  /** What runs on the machine. */
  public record Versions(String launcher, String worker, String workerStatus) {}

  /** The machine: {@code linux}, {@code x64}, free text, seconds since it booted. */
  public record Machine(String os, String arch, @Nullable String platform, @Nullable Long uptimeSeconds) {}

  /** The agent's own counters, each null when it did not say. */
  public record Counts(@Nullable Long filesUploadedToday, @Nullable Long directoriesMonitored,
      @Nullable Long errorsSinceLastHeartbeat, @Nullable Instant lastScanTime) {
    /** Nothing was said. */
    public static final Counts NONE = new Counts(null, null, null, null);
  }
}
