package dev.tokenly.cli.demo;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Credentials;
import dev.tokenly.api.Login;
import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;

/** Fills an empty server with the sample data, the way machines do: they register, are approved, and deliver. */
public final class SampleLedger {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private final ServerApi owner;
  private final Function<Credentials, ServerApi> asMachine;
  private final String version;

  public SampleLedger(ServerApi owner, Function<Credentials, ServerApi> asMachine, String version) {
    this.owner = owner;
    this.asMachine = asMachine;
    this.version = version;
  }

  /** Delivers everything and waits until it is counted; answers the number of calls. */
  public long fill(Instant now) {
    SampleUsage usage = new SampleUsage(now);
    long sent = 0;
    for (int machine = 0; machine < SampleMachine.ALL.size(); machine++) {
      SampleMachine sample = SampleMachine.ALL.get(machine);
      ServerApi api = asMachine.apply(Credentials.inMemory(Login.personal(key())));
      api.delivery().heartbeat(sample.heartbeat(version, now));
      owner.clients().approve(sample.hostname(), "sample data");
      byte[] lines = usage.lines(machine);
      api.delivery().ingest(sample.hostname(), lines);
      sent += new String(lines, StandardCharsets.UTF_8).lines().count();
    }
    await(sent);
    return sent;
  }

  private static String key() {
    byte[] bits = new byte[32];
    new SecureRandom().nextBytes(bits);
    return "tka_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private void await(long calls) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (stored() < calls) {
      if (System.nanoTime() > deadline) {
        throw Complaint.local(
            ExitCode.FAILED, "E-DEMO", "the sample data was not counted in time", null, "tokenly files --status failed")
            .raised();
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private long stored() {
    try {
      return owner.admin().status().fields().object("storage").number("total_records", 0);
    } catch (ApiException _) {
      return 0;
    }
  }
}
