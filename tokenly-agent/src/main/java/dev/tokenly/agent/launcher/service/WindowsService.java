package dev.tokenly.agent.launcher.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Windows service {@code Tokenly}. A Java process does not speak to the service control manager, so the service is a
 * task that starts with the machine, runs as LocalService and is started again when it ends.
 */
record WindowsService() implements ServiceFiles {
  private static final String NAME = "Tokenly";
  private static final Path TASK = Path.of("C:\\ProgramData\\Tokenly\\tokenly-task.xml");

  private static final String TEXT =
      """
      <?xml version="1.0" encoding="UTF-16"?>
      <Task version="1.3" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
        <RegistrationInfo><Description>Tokenly agent: collects LLM usage logs</Description></RegistrationInfo>
        <Triggers><BootTrigger><Enabled>true</Enabled></BootTrigger></Triggers>
        <Principals>
          <Principal id="Agent"><UserId>S-1-5-19</UserId><RunLevel>LeastPrivilege</RunLevel></Principal>
        </Principals>
        <Settings>
          <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
          <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
          <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
          <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
          <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
        </Settings>
        <Actions Context="Agent">
          <Exec><Command>@COMMAND@</Command><Arguments>@ARGUMENTS@</Arguments></Exec>
        </Actions>
      </Task>
      """;

  @Override
  public List<Text> files(List<String> command) {
    String arguments = command.stream().skip(1).map(WindowsService::quoted).collect(Collectors.joining(" "));
    return List.of(new Text(TASK,
        TEXT.replace("@COMMAND@", escaped(command.getFirst())).replace("@ARGUMENTS@", escaped(arguments))));
  }

  private static String quoted(String word) {
    return word.indexOf(' ') >= 0 ? '"' + word + '"' : word;
  }

  private static String escaped(String word) {
    return word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public List<List<String>> toStart(List<String> command) {
    return List.of(
        List.of("schtasks", "/Create", "/F", "/TN", NAME, "/XML", TASK.toString()),
        List.of("schtasks", "/Run", "/TN", NAME));
  }

  @Override
  public List<List<String>> toStop() {
    return List.of(List.of("schtasks", "/End", "/TN", NAME), List.of("schtasks", "/Delete", "/F", "/TN", NAME));
  }
}
