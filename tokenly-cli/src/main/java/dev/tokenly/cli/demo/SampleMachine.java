package dev.tokenly.cli.demo;

import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.SystemInfo;
import dev.tokenly.model.protocol.WorkerStatus;
import java.time.Instant;
import java.util.List;

/** A machine of the sample data. */
record SampleMachine(String hostname, String os, String arch, String platform) {
  static final List<SampleMachine> ALL =
      List.of(
          new SampleMachine("sample-laptop", "darwin", "arm64", "macOS 26"),
          new SampleMachine("sample-ci", "linux", "x64", "Debian 13"),
          new SampleMachine("sample-web", "linux", "x64", "Ubuntu 26.04"));

  Heartbeat heartbeat(String version, Instant now) {
    return new Heartbeat(
        hostname,
        now,
        new Heartbeat.Versions(version, version),
        WorkerStatus.RUNNING,
        new SystemInfo(os, arch, platform, 86_400L),
        null,
        AgentNotes.NONE);
  }
}
