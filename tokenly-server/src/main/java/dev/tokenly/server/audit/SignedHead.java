package dev.tokenly.server.audit;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.store.admin.ChainedEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The number and hash of the audit's newest entry at a moment, signed by this installation (Ed25519, base64): whoever has
 * it can tell later whether anything up to that entry was changed or is missing. The idea is RFC 6962's signed tree head.
 */
record SignedHead(long id, String hash, Instant signedAt, String signature) {
  static SignedHead of(ChainedEntry newest, Instant moment, Ed25519.Pair key) {
    String text = text(newest.id(), newest.hash(), moment);
    String signature = Ed25519.sign(text, Ed25519.privateKey(key.privateKey()));
    return new SignedHead(newest.id(), newest.hash(), moment, signature);
  }

  private static String text(long id, String hash, Instant moment) {
    return "tokenly audit head\n" + id + '\n' + hash + '\n' + moment;
  }

  /** Throws {@link IllegalArgumentException} saying what is wrong with the line. */
  static SignedHead read(Fields fields) {
    return new SignedHead(
        fields.count("id"), fields.text("hash"), fields.time("signed_at"), fields.text("signature"));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("hash", hash);
    json.put("signed_at", signedAt.toString());
    json.put("signature", signature);
    return json;
  }

  boolean isSignedBy(String publicKey) {
    return Ed25519.verifies(text(id, hash, signedAt), signature, publicKey);
  }
}
