package dev.tokenly.agent.launcher.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A launchd daemon of macOS. */
record Launchd() implements ServiceFiles {
  private static final String LABEL = "com.tokenly.launcher";
  private static final Path PLIST = Path.of("/Library/LaunchDaemons/" + LABEL + ".plist");

  private static final String TEXT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
      <plist version="1.0">
      <dict>
        <key>Label</key><string>@LABEL@</string>
        <key>ProgramArguments</key>
        <array>
      @WORDS@
        </array>
        <key>RunAtLoad</key><true/>
        <key>KeepAlive</key><true/>
        <key>ThrottleInterval</key><integer>5</integer>
        <key>ProcessType</key><string>Background</string>
        <key>ExitTimeOut</key><integer>15</integer>
        <key>Umask</key><integer>63</integer>
      </dict>
      </plist>
      """;

  @Override
  public List<Text> files(List<String> command) {
    String words =
        command.stream().map(word -> "    <string>" + escaped(word) + "</string>").collect(Collectors.joining("\n"));
    return List.of(new Text(PLIST, TEXT.replace("@LABEL@", LABEL).replace("@WORDS@", words)));
  }

  private static String escaped(String word) {
    return word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public List<List<String>> toStart(List<String> command) {
    return List.of(List.of("launchctl", "bootstrap", "system", PLIST.toString()));
  }

  @Override
  public List<List<String>> toStop() {
    return List.of(List.of("launchctl", "bootout", "system/" + LABEL));
  }
}
