package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The SDKs of OpenAI, Anthropic and Google from npm: their callers get the same with the proxy in between as without, and
 * the records are the upstream's truth. Fetches the packages on first use.
 */
class SdkTest {
  private static final Path SDK = Path.of("src/test/sdk");

  @BeforeAll
  static void fetch_the_packages() throws Exception {
    assertTrue(isInstalled("node") && isInstalled("npm"), "node and npm are missing: ./check installs them");
    if (!Files.isDirectory(SDK.resolve("node_modules/openai"))) {
      run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    }
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static List<String> run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("sdk", ".out");
    Process process =
        new ProcessBuilder(command).directory(SDK.toFile()).redirectErrorStream(true).redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(180, TimeUnit.SECONDS);
    List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
    Files.delete(out);
    assertTrue(ended && process.exitValue() == 0, () -> command + ": " + String.join("\n", lines));
    return lines;
  }

  private static List<String> calls(URI base) throws IOException, InterruptedException {
    return run(List.of("node", "calls.mjs", base.toString()));
  }

  @Test
  void callers_get_the_same_as_without_and_records_are_the_truth() throws Exception {
    try (ProxyRig rig = new ProxyRig(SdkModel::answer)) {
      List<String> direct = calls(rig.upstream.uri());
      List<String> proxied = calls(URI.create("http://127.0.0.1:" + rig.port()));
      assertEquals(18, direct.size());
      assertEquals(String.join("\n", direct), String.join("\n", proxied));
      assertEquals(
          List.of(
              "gpt-x 11+22 200", "gpt-x 13+17 200", "gpt-x 13+17 200", "gpt-x 13+17 200", "gpt-x 328+52 200",
              "embed-x 8+0 200", "error 0+0 429", "gpt-x 0+0 499", "claude-x 107+5 200", "claude-x 8425+15 200",
              "claude-x 107+5 200", "claude-x 8425+1 499", "error 0+0 529", "gemini-x 4+5 200", "gemini-x 758+967 200",
              "gemini-x 4+5 200", "error 0+0 429", "gemini-x 758+20 499")
              .stream()
              .sorted()
              .toList(),
          told(rig.records(18)));
    }
  }

  /** Model, prompt and output tokens, and status of each record, sorted: an aborted stream's comes when its upstream ends. */
  private static List<String> told(List<Fields> records) {
    List<String> told = new ArrayList<>();
    for (Fields record : records) {
      long prompt =
          record.count("input_tokens") + record.number("cache_read_tokens", 0) + record.number("cache_write_tokens", 0)
              + record.number("cache_write_other_tokens", 0);
      String line =
          record.text("model") + " " + prompt + "+" + record.count("output_tokens") + " " + record.count("status");
      told.add(line);
    }
    return told.stream().sorted().toList();
  }
}
