package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientStatus;
import dev.tokenly.store.admin.Heartbeat;
import dev.tokenly.store.usage.ClientCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client as the API shows it; what is not known is null, never left out. */
final class ClientView {
  private static final Duration MIN_ACTIVE = Duration.ofMinutes(15);

  private final Reception.Parts parts;
  private final Conflicts conflicts;
  private final Vitals vitals;

  ClientView(Reception.Parts parts, Conflicts conflicts, Vitals vitals) {
    this.parts = parts;
    this.conflicts = conflicts;
    this.vitals = vitals;
  }

  /** Whether the client was seen within two heartbeat intervals, or a quarter of an hour if that is longer. */
  boolean isActive(Client client) {
    Heartbeat beat = client.heartbeat();
    if (beat == null || client.standing().status() != ClientStatus.APPROVED) {
      return false;
    }
    Duration two = parts.settings().of(client).heartbeatInterval().multipliedBy(2);
    Duration window = two.compareTo(MIN_ACTIVE) < 0 ? MIN_ACTIVE : two;
    return !beat.seenAt().isBefore(parts.administration().now().minus(window));
  }

  Map<String, @Nullable Object> of(Client client, @Nullable ClientCounters counters) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    Heartbeat beat = client.heartbeat();
    boolean isApproved = client.standing().status() == ClientStatus.APPROVED;
    view.put("client_id", client.id());
    view.put("hostname", client.hostname());
    view.put("description", client.description());
    view.put("status", client.standing().status().wireName());
    view.put("last_seen", beat == null ? null : beat.seenAt());
    view.put("created_at", client.times().createdAt());
    view.put("updated_at", client.times().updatedAt());
    view.put("approved_at", isApproved ? client.standing().decidedAt() : null);
    view.put("approved_by", isApproved ? client.standing().decidedBy() : null);
    view.put("approval_notes", client.standing().notes());
    view.put("launcher_version", beat == null ? null : beat.versions().launcher());
    view.put("worker_version", beat == null ? null : beat.versions().worker());
    view.put("worker_status", beat == null ? null : beat.versions().workerStatus());
    view.put("system_info", beat == null ? null : systemInfo(beat.machine()));
    view.put("stats", stats(client, beat, counters));
    view.put("custom_config", parts.settings().override(client).map(ConfigOverride::config).orElse(Map.of()));
    view.put("key_fingerprint", ClientKey.fingerprint(client.keyHash()));
    view.put("ip_address", beat == null ? null : beat.ipAddress());
    ours(view, client);
    return view;
  }

  private static Map<String, @Nullable Object> systemInfo(Heartbeat.Machine machine) {
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    info.put("os", machine.os());
    info.put("arch", machine.arch());
    info.put("platform", machine.platform());
    info.put("uptime_seconds", machine.uptimeSeconds());
    return info;
  }

  private Map<String, @Nullable Object> stats(Client client, @Nullable Heartbeat beat,
      @Nullable ClientCounters counters) {
    Map<String, @Nullable Object> stats = new LinkedHashMap<>();
    Heartbeat.Counts counts = beat == null ? Heartbeat.Counts.NONE : beat.counts();
    stats.put("total_uploads", counters == null ? 0 : counters.uploads());
    stats.put("total_records", counters == null ? 0 : counters.records());
    stats.put("last_upload", counters == null ? null : counters.lastUpload());
    stats.put("files_uploaded_today", counts.filesUploadedToday());
    stats.put("last_scan_time", counts.lastScanTime());
    stats.put("directories_monitored", counts.directoriesMonitored());
    stats.put("errors_today", vitals.of(client.id(), parts.administration().now()).errors());
    stats.put("consecutive_failures", counters == null ? 0 : counters.consecutiveFailures());
    return stats;
  }

  private void ours(Map<String, @Nullable Object> view, Client client) {
    Instant now = parts.administration().now();
    AgentNotes notes = vitals.of(client.id(), now).notes();
    view.put("active", isActive(client));
    view.put("authenticated", ClientKey.fingerprint(client.keyHash()) != null);
    view.put("conflict", conflicts.of(client.id(), now).orElse(null));
    view.put("clock_skew_seconds", vitals.of(client.id(), now).clockSkewSeconds());
    view.put("local_policy", notes.policy());
    view.put("problem", notes.problem());
    view.put("failed_update", notes.failedUpdate());
    view.put("config_delivered_at", client.times().configDeliveredAt());
  }
}
