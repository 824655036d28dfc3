package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What our own agent adds to a heartbeat and others leave out: the machine's local policy as its owner wrote it, the last
 * problem worth an admin's eye (a refused config, a failed update), the update version that failed here, by what a
 * server tells that this machine or the server itself is a copy, and the logs its cleanup took away lately.
 */
public record AgentNotes(
    @Nullable Policy policy,
    @Nullable String problem,
    @Nullable String failedUpdate,
    Footing footing,
    List<Removal> removed) {
  public static final AgentNotes NONE = new AgentNotes(null, null, null);
  private static final int MAX_PROBLEM = 500;
  private static final int MAX_REMOVED = 100;

  public AgentNotes {
    removed = List.copyOf(removed);
  }

  /** The machine's {@code agent.toml}: it always wins over what a server sends. */
  public record Policy(List<String> allowRoots, List<String> denyRoots, boolean cleanupNever) {
    Map<String, Object> toMap() {
      return Map.of("allow_roots", allowRoots, "deny_roots", denyRoots, "cleanup", cleanupNever ? "never" : "allowed");
    }
  }

  /** Notes of an agent that does not say where it stands. */
  public AgentNotes(@Nullable Policy policy, @Nullable String problem, @Nullable String failedUpdate) {
    this(policy, problem, failedUpdate, Footing.NONE, List.of());
  }

  /**
   * Where an agent stands: {@code instance} is this run of it, made up at its start and never used again; then the last
   * upload that was acknowledged, and the last {@link Resync} it has done.
   */
  public record Footing(@Nullable String instance, @Nullable LastBatch lastBatch, @Nullable String resynced) {
    public static final Footing NONE = new Footing(null, null, null);

    /** Tolerant: another agent's fields of these names may be anything. */
    static Footing read(Fields fields) {
      try {
        return new Footing(
            fields.optionalText("instance"), LastBatch.read(fields.optionalObject("last_batch")),
            fields.optionalText("resynced"));
      } catch (IllegalArgumentException _) {
        return NONE;
      }
    }
  }

  /** An acknowledged upload: the server's id of it, and when the server had it by its own clock. */
  public record LastBatch(String ingestionId, Instant receivedAt) {
    /** Reads what {@link #toMap} wrote; null when there is none. */
    public static @Nullable LastBatch read(@Nullable Fields fields) {
      return fields == null ? null : new LastBatch(fields.text("ingestion_id"), fields.time("received_at"));
    }

    public Map<String, Object> toMap() {
      return Map.of("ingestion_id", ingestionId, "received_at", receivedAt.toString());
    }
  }

  /** A log that cleanup took away: when, its path as it is told, its size, and what was in it by its SHA-256. */
  public record Removal(Instant time, String file, long bytes, String sha256) {
    /** Tolerant like {@link Footing}; of a longer list only the beginning. */
    static List<Removal> readAll(Fields fields) {
      try {
        return fields.objects("removed").stream().limit(MAX_REMOVED).map(Removal::read).toList();
      } catch (IllegalArgumentException _) {
        return List.of();
      }
    }

    private static Removal read(Fields fields) {
      return new Removal(fields.time("time"), fields.text("file"), fields.count("bytes"), fields.text("sha256"));
    }

    Map<String, Object> toMap() {
      return Map.of("time", time.toString(), "file", file, "bytes", bytes, "sha256", sha256);
    }
  }

  static AgentNotes read(Fields fields) {
    Fields policy = fields.optionalObject("local_policy");
    String problem = fields.optionalText("problem");
    return new AgentNotes(
        policy == null
            ? null
            : new Policy(
                policy.texts("allow_roots"), policy.texts("deny_roots"),
                "never".equals(policy.optionalText("cleanup"))),
        problem == null || problem.length() <= MAX_PROBLEM ? problem : problem.substring(0, MAX_PROBLEM),
        fields.optionalText("failed_update"),
        Footing.read(fields),
        Removal.readAll(fields));
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    ProtocolFields.put(map, "local_policy", policy == null ? null : policy.toMap());
    ProtocolFields.put(map, "problem", problem);
    ProtocolFields.put(map, "failed_update", failedUpdate);
    ProtocolFields.put(map, "instance", footing.instance());
    ProtocolFields.put(map, "last_batch", footing.lastBatch() == null ? null : footing.lastBatch().toMap());
    ProtocolFields.put(map, "resynced", footing.resynced());
    ProtocolFields.put(map, "removed", removed.isEmpty() ? null : removed.stream().map(Removal::toMap).toList());
    return map;
  }
}
