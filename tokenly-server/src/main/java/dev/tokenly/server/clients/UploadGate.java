package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.RefusalReason;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientStatus;
import java.util.Map;
import java.util.Optional;

/** Who may upload: an approved client that shows its own key. */
public final class UploadGate {
  private final Reception reception;

  UploadGate(Reception reception) {
    this.reception = reception;
  }

  /** The id of the approved client of that name, or the refusal that tells the agent to stop. */
  public String admit(String hostname, Request request) {
    Reception.Verdict verdict =
        reception
            .recognise(hostname, request.bearer(), request.address())
            .orElseThrow(() -> unknown(hostname));
    return switch (verdict) {
      case Reception.Verdict.Known known -> approved(known.client());
      case Reception.Verdict.Denied denied -> throw refusal(denied, hostname);
    };
  }

  /** Throws the refusal for a download that no approved client asks for: by host name and key, or by the key alone. */
  public void admitDownload(Request request) {
    Optional<String> hostname = request.header("X-Tokenly-Hostname");
    var _ =
        hostname.isPresent()
            ? admit(hostname.get(), request)
            : approved(
                reception
                    .withKey(request.bearer())
                    .orElseThrow(
                        () -> Refusal.unauthorized("unknown_client", "only registered machines may download")));
  }

  private static String approved(Client client) {
    if (client.standing().status() == ClientStatus.APPROVED) {
      return client.id();
    }
    throw Refusal.of(403, "client_not_approved", "this client is " + client.standing().status().wireName())
        .withDetails(Map.of("client_id", client.id(), "status", client.standing().status().wireName()));
  }

  private static Refusal refusal(Reception.Verdict.Denied denied, String hostname) {
    return denied.reason() == RefusalReason.WRONG_KEY
        ? Refusal.of(403, "wrong_key", denied.message())
        : unknown(hostname);
  }

  private static Refusal unknown(String hostname) {
    return Refusal.unauthorized("unknown_client",
        "no client \"" + hostname + "\" is registered: send a heartbeat first");
  }
}
