package dev.tokenly.agent.launcher;

import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.link.Answer;
import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.model.Version;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.AgentStats;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.WorkerStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One heartbeat: asks the server, understands the answer. */
final class Beat {
  private final ServerLink server;
  private final String hostname;
  private final Clock clock;

  Beat(ServerLink server, String hostname, Clock clock) {
    this.server = server;
    this.hostname = hostname;
    this.clock = clock;
  }

  /** Sends a heartbeat. Throws {@link dev.tokenly.model.json.BadField} for an approval whose config breaks a rule. */
  HeartbeatReply send(WorkerStatus status, WorkerEvent.@Nullable Status work, String workerVersion, AgentNotes notes) {
    Heartbeat heartbeat =
        new Heartbeat(
            hostname,
            clock.instant(),
            new Heartbeat.Versions(Version.TEXT, workerVersion),
            status,
            ThisSystem.info(),
            work == null
                ? null
                : new AgentStats(work.filesProcessedToday(), work.directories(), work.errorsToday(), work.lastScan()),
            notes);
    Answer answer =
        server.post(
            "/api/heartbeat",
            Map.of("Content-Type", "application/json"),
            List.of(ByteBuffer.wrap(heartbeat.toJson().getBytes(StandardCharsets.UTF_8))));
    return answer.came()
        ? HeartbeatReply.read(answer.status(), answer.body(), answer.retryAfterSeconds())
        : new HeartbeatReply.Unavailable(0, answer.text(), null);
  }
}
