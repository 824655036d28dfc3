package dev.tokenly.proxy;

import dev.tokenly.proxy.settings.Output;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.settings.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A proxy to be killed: upstream and spool as arguments, its port on standard output. */
final class ProxyProcess {
  private ProxyProcess() {}

  public static void main(String[] args) throws Exception {
    Map<String, Object> options =
        Map.of("listener", List.of(Map.of("port", 0L, "service", "app", "upstream", args[0])), "drain", "1s");
    ProxySettings settings = SettingsFile.read(null, options, Path.of(args[1]), false);
    assert settings.output() instanceof Output.Spool;
    Proxy proxy = Proxy.start(settings, System.err);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> close(proxy)));
    System.out.println(proxy.port("app"));
    new CountDownLatch(1).await();
  }

  private static void close(Proxy proxy) {
    try {
      proxy.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
