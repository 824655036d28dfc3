package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What our own agent adds to a heartbeat and others leave out: the machine's local policy as its owner wrote it, the last
 * problem worth an admin's eye (a refused config, a failed update), and the update version that failed here.
 */
public record AgentNotes(@Nullable Policy policy, @Nullable String problem, @Nullable String failedUpdate) {
  public static final AgentNotes NONE = new AgentNotes(null, null, null);
  private static final int MAX_PROBLEM = 500;

  /** The machine's {@code agent.toml}: it always wins over what a server sends. */
  public record Policy(List<String> allowRoots, List<String> denyRoots, boolean cleanupNever) {
    Map<String, Object> toMap() {
      return Map.of("allow_roots", allowRoots, "deny_roots", denyRoots, "cleanup", cleanupNever ? "never" : "allowed");
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
        fields.optionalText("failed_update"));
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    ProtocolFields.put(map, "local_policy", policy == null ? null : policy.toMap());
    ProtocolFields.put(map, "problem", problem);
    ProtocolFields.put(map, "failed_update", failedUpdate);
    return map;
  }
}
