package dev.tokenly.server.budgets;

import dev.tokenly.model.Display;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers an alert. A webhook gets the JSON by POST with {@code X-Tokenly-Timestamp} and {@code X-Tokenly-Signature:
 * sha256=…}, the HMAC-SHA-256 of {@code timestamp.body} under {@code notifications.webhook_secret}; redirects are not
 * followed. A program gets it on its standard input; only files in the notifiers folder are ever run.
 */
final class Notifiers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifiers.class);
  private static final String WEBHOOK = "webhook:";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();
  private final Supplier<Optional<String>> secret;
  private final @Nullable Path programs;
  private final InstantSource clock;

  /** {@code programs} is the notifiers folder, null where there is none. */
  Notifiers(Supplier<Optional<String>> secret, @Nullable Path programs, InstantSource clock) {
    this.secret = secret;
    this.programs = programs;
    this.clock = clock;
  }

  /** What names a notifier to somebody who may not know its secret: of a webhook's address often the path is one. */
  static String masked(String notifier) {
    if (!notifier.startsWith(WEBHOOK)) {
      return notifier;
    }
    URI address = URI.create(notifier.substring(WEBHOOK.length()));
    return WEBHOOK + address.getScheme() + "://" + address.getRawAuthority() + "/…";
  }

  /** Returns when it is delivered; throws saying why it is not. */
  void deliver(Notification notification) throws IOException, InterruptedException {
    String notifier = notification.notifier();
    if (notifier.startsWith(WEBHOOK)) {
      post(URI.create(notifier.substring(WEBHOOK.length())), notification);
    } else if (notifier.startsWith("exec:")) {
      run(notifier.substring(5), notification.body());
    } else {
      LOG.warn("budget alert: {}", Display.clean(notification.body()));
    }
  }

  private void post(URI url, Notification notification) throws IOException, InterruptedException {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "tokenly")
            .header("X-Tokenly-Delivery", notification.id())
            .header("X-Tokenly-Timestamp", timestamp)
            .POST(HttpRequest.BodyPublishers.ofString(notification.body()));
    secret
        .get()
        .ifPresent(key -> request.header("X-Tokenly-Signature", signature(key, timestamp + '.' + notification.body())));
    int status = send(request.build()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("the webhook answered " + status);
    }
  }

  /** A refused connection tells nothing in its own words. */
  private HttpResponse<Void> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (ConnectException e) {
      throw new IOException("nothing answers at " + request.uri().getHost() + ":" + request.uri().getPort(), e);
    }
  }

  static String signature(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }

  private void run(String name, String body) throws IOException, InterruptedException {
    Path program = programs == null ? null : programs.resolve(name);
    if (program == null || !Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new IOException("there is no program " + name + " in the notifiers folder " + programs);
    }
    Process process =
        new ProcessBuilder(program.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(body.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(name + " did not end within " + PATIENCE.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(name + " ended with " + process.exitValue());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
