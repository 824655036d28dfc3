package dev.tokenly.agent.launcher.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A systemd unit with an own user and as few rights as the work allows: reading everybody's logs takes one capability,
 * writing is confined to the agent's own folder.
 */
record Systemd() implements ServiceFiles {
  private static final Path UNIT = Path.of("/etc/systemd/system/tokenly-agent.service");
  private static final Path USER = Path.of("/usr/lib/sysusers.d/tokenly-agent.conf");

  private static final String TEXT =
      """
      # Written by tokenly-launcher --install.
      [Unit]
      Description=Tokenly agent: collects LLM usage logs
      Wants=network-online.target
      After=network-online.target
      # The agent backs off by itself; systemd must never give it up.
      StartLimitIntervalSec=0

      [Service]
      Type=notify
      NotifyAccess=main
      ExecStart=@COMMAND@
      ExecReload=/bin/kill -HUP $MAINPID
      Environment=MALLOC_ARENA_MAX=1
      User=tokenly
      Group=tokenly
      StateDirectory=tokenly
      StateDirectoryMode=0700
      UMask=0077
      Restart=always
      RestartSec=5
      WatchdogSec=120
      TimeoutStopSec=15
      KillMode=mixed
      LimitNOFILE=65536
      MemoryMax=512M
      NoNewPrivileges=yes
      # Other users' logs are readable only with this; nothing else is.
      CapabilityBoundingSet=CAP_DAC_READ_SEARCH
      AmbientCapabilities=CAP_DAC_READ_SEARCH
      ProtectSystem=strict
      ProtectHome=read-only
      ReadWritePaths=/var/lib/tokenly
      PrivateTmp=yes
      PrivateDevices=yes
      ProtectKernelTunables=yes
      ProtectKernelModules=yes
      ProtectKernelLogs=yes
      ProtectControlGroups=yes
      ProtectClock=yes
      ProtectHostname=yes
      RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
      RestrictNamespaces=yes
      RestrictRealtime=yes
      RestrictSUIDSGID=yes
      LockPersonality=yes
      SystemCallArchitectures=native

      [Install]
      WantedBy=multi-user.target
      """;

  @Override
  public List<Text> files(List<String> command) {
    String line = command.stream().map(Systemd::quoted).collect(Collectors.joining(" "));
    return List.of(
        new Text(USER, "u tokenly - \"Tokenly agent\" /var/lib/tokenly\n"),
        new Text(UNIT, TEXT.replace("@COMMAND@", line)));
  }

  /** A word of ExecStart: systemd reads backslashes, quotes, percent and dollar signs. */
  static String quoted(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("$", "$$");
    return escaped.chars().anyMatch(c -> c == ' ' || c == '\t' || c == '"' || c == '\'' || c == ';')
        ? '"' + escaped + '"'
        : escaped;
  }

  @Override
  public List<List<String>> toStart(List<String> command) {
    return List.of(
        List.of("systemd-sysusers", USER.toString()),
        List.of("systemctl", "daemon-reload"),
        List.of("systemctl", "enable", "--now", "tokenly-agent.service"));
  }

  @Override
  public List<List<String>> toStop() {
    return List.of(List.of("systemctl", "disable", "--now", "tokenly-agent.service"));
  }
}
