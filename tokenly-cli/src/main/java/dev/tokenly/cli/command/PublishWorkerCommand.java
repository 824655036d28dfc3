package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ReleasesApi;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.model.protocol.ReleaseManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** {@code tokenly server publish-worker}: signs a worker here and gives it to the server, which offers it to agents. */
final class PublishWorkerCommand implements Command {
  private final OutputOptions output = new OutputOptions();
  private final Questions questions = new Questions();
  private final Option<String> file = Option.operand("FILE", "The worker's jar").completing(Option.Live.FILES);
  private final Option<String> key =
      Option.text("--key", "FILE", "The private key of tokenly keys generate; FILE.pub lies beside it")
          .completing(Option.Live.FILES);
  private final Option<String> version = Option.text("--version", "V", "Its version (default: what the jar says)");
  private final Option<String> platform = Option.text("--platform", "P", "linux-x64, darwin-arm64 … (default any)");
  private final Option<Integer> days = Option.number("--expires", "DAYS", 365, "How long the offer holds");
  private final Option<Boolean> required =
      Option.flag("--required", "Machines take it even when it is older than what they run");
  private final Option<String> notes = Option.text("--notes", "TEXT", "What is new");

  @Override
  public Manual manual() {
    return Manual.of(
        "server publish-worker",
        "Offer a new worker to the machines",
        "Signs the file's version, length and hash with your key, here, and gives both to the server. Machines check the"
            + " signature against the key they pinned, try the worker for a minute, and go back if it is not well.",
        "tokenly server publish-worker tokenly-agent.jar --key release.key",
        "For every platform",
        "tokenly server publish-worker w.jar --key release.key --version 1.4.0 --platform linux-x64 --yes",
        "For one, without being asked",
        "tokenly server publish-worker w.jar --key release.key --yes",
        "For every platform, without being asked");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), questions.all(), file, key, version, platform, days, required, notes);
  }

  @Override
  public ExitCode run(Context context) {
    Path jar = Path.of(file.get());
    try {
      ReleaseManifest manifest = manifest(jar, context.clock().instant());
      ReleasesApi.Signed signed = signed(manifest);
      String plan = "Offer worker " + manifest.version() + " for " + manifest.platform() + " to the machines";
      if (questions.isDryRun()) {
        context.say(manifest.toText());
        return ExitCode.OK;
      }
      questions.confirm(context, plan);
      Answer answer =
          context.api().releases().publish(signed, jar, manifest.length(), required.or(false), notes.find());
      context
          .output(output)
          .document(
              new View("release", "", "version", "", List.of()),
              answer,
              () -> context
                  .say("Worker " + manifest.version() + " is offered; machines try it at their next heartbeat."));
      return ExitCode.OK;
    } catch (IOException e) {
      throw Complaint.local(ExitCode.FAILED, "E-READ", "cannot read " + e.getMessage(), null,
          "tokenly keys generate FILE makes a pair of keys").raised(e);
    }
  }

  private ReleaseManifest manifest(Path jar, Instant now) throws IOException {
    MessageDigest digest = Hash128.sha256();
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(jar)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return new ReleaseManifest(
        versionOf(jar),
        platform.find() == null ? "any" : platform.get(),
        Files.size(jar),
        HexFormat.of().formatHex(digest.digest()),
        now.getEpochSecond(),
        now.plus(Duration.ofDays(days.get())));
  }

  private String versionOf(Path jar) throws IOException {
    if (version.find() != null) {
      return version.get();
    }
    try (JarFile opened = new JarFile(jar.toFile())) {
      Manifest manifest = opened.getManifest();
      String named =
          manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      if (named == null) {
        throw Complaint.usage(jar + " does not say which version it is", "--version 1.4.0").raised();
      }
      return named;
    }
  }

  private ReleasesApi.Signed signed(ReleaseManifest manifest) throws IOException {
    if (key.find() == null) {
      throw Complaint.usage("a worker must be signed", "--key release.key").raised();
    }
    String text = manifest.toText();
    try {
      String signature =
          Ed25519.sign(text, Ed25519.privateKey(Files.readString(Path.of(key.get()))));
      String shared = Files.readString(Path.of(key.get() + ".pub")).strip();
      if (!Ed25519.verifies(text, signature, shared)) {
        throw Complaint.usage(key.get() + ".pub is not the public key of " + key.get(), "tokenly keys generate FILE")
            .raised();
      }
      return new ReleasesApi.Signed(manifest.version(), manifest.platform(), text, signature, shared);
    } catch (IllegalArgumentException e) {
      throw Complaint.usage(key.get() + " holds no key: " + e.getMessage(), "tokenly keys generate FILE").raised(e);
    }
  }
}
