package dev.tokenly.server.access;

import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.http.Caller;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/auth/device}: logging in where no password can be typed, after RFC 8628. A terminal asks for a short code;
 * somebody who is logged in elsewhere approves it, and the terminal is logged in as them. Codes live ten minutes, in
 * memory: a restart of the server forgets them.
 */
public final class DeviceLogin {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int MOST_WAITING = 500;
  private static final int POLL_SECONDS = 2;
  private static final int CODE_LENGTH = 8;
  private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ"; // No vowels, so that no code is a word.

  private final Login login;
  private final Login.Parts parts;
  private final Opaque opaque = new Opaque();
  private final SecureRandom random = new SecureRandom();
  private final Throttle asking = new Throttle(20, Duration.ofMinutes(1));
  private final Throttle collecting = new Throttle(240, Duration.ofMinutes(1));
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  DeviceLogin(Login login, Login.Parts parts) {
    this.login = login;
    this.parts = parts;
  }

  /** Somebody who asked, by the hash of the secret they hold; {@code answer} is null while nobody has decided. */
  private record Waiting(String secretHash, Session.Device from, Instant until, @Nullable Answer answer) {
    Waiting answered(Answer given) {
      return new Waiting(secretHash, from, until, given);
    }
  }

  /** Whose login it becomes; nobody's when it was denied. */
  private record Answer(@Nullable String username) {}

  /** {@code POST /api/auth/device}: a code to show, and the secret with which its login is collected. */
  public Response begin(Request request) {
    Instant now = parts.administration().now();
    asking.check(request.address(), now);
    Actor actor = Actor.of(request, "unknown");
    String secret = opaque.next("tkd_");
    String code = put(
        new Waiting(
            Opaque.hash(secret),
            new Session.Device(actor.origin().ipAddress(), actor.origin().userAgent()),
            now.plus(LIFE),
            null),
        now);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("device_code", secret);
    answer.put("user_code", shown(code));
    answer.put("expires_in", LIFE.toSeconds());
    answer.put("interval", POLL_SECONDS);
    return Response.json(answer);
  }

  private synchronized String put(Waiting asked, Instant now) {
    waiting.values().removeIf(one -> !now.isBefore(one.until()));
    if (waiting.size() >= MOST_WAITING) {
      throw Refusal.tooMany("rate_limited", "too many logins wait for an approval", LIFE.toSeconds());
    }
    String code = newCode();
    while (waiting.containsKey(code)) {
      code = newCode();
    }
    waiting.put(code, asked);
    return code;
  }

  private String newCode() {
    StringBuilder code = new StringBuilder(CODE_LENGTH);
    for (int at = 0; at < CODE_LENGTH; at++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  private static String shown(String code) {
    return code.substring(0, CODE_LENGTH / 2) + '-' + code.substring(CODE_LENGTH / 2);
  }

  /** {@code POST /api/auth/device/token}: the login, once it is approved; 400 {@code authorization_pending} before. */
  public Response collect(Request request) throws IOException {
    Instant now = parts.administration().now();
    collecting.check(request.address(), now);
    Answer answer = taken(Opaque.hash(request.json().text("device_code")), now);
    if (answer.username() == null) {
      throw Refusal.of(403, "access_denied", "the login was refused where it should have been approved");
    }
    return login.loggedInAs(request, answer.username());
  }

  private synchronized Answer taken(String secretHash, Instant now) {
    for (Map.Entry<String, Waiting> one : waiting.entrySet()) {
      Waiting asked = one.getValue();
      if (asked.secretHash().equals(secretHash) && now.isBefore(asked.until())) {
        Answer answer = asked.answer();
        if (answer == null) {
          throw Refusal.of(400, "authorization_pending", "nobody has approved this login yet");
        }
        waiting.remove(one.getKey());
        return answer;
      }
    }
    throw Refusal.of(400, "expired_token", "the code is unknown or its ten minutes are over; ask for a new one");
  }

  /** {@code GET /api/auth/device/:code}: who asks, for the one who approves. */
  public Response show(Request request) {
    String code = code(request);
    Waiting asked = undecided(code);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("user_code", shown(code));
    answer.put("ip_address", asked.from().ipAddress());
    answer.put("user_agent", asked.from().userAgent());
    answer.put("expires_at", asked.until());
    return Response.json(answer);
  }

  /** {@code POST /api/auth/device/:code/approve}: logs the asking terminal in as the caller. */
  public Response approve(Request request) {
    return decided(request, true);
  }

  /** {@code DELETE /api/auth/device/:code}: refuses it. */
  public Response deny(Request request) {
    return decided(request, false);
  }

  private Response decided(Request request, boolean isApproved) {
    Caller caller = request.caller();
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw Refusal.of(403, "forbidden", "a personal token can't let anybody in: log in with the password");
    }
    String code = code(request);
    Waiting asked = undecided(code);
    parts.administration().change(
        Actor.of(request),
        change -> {
          change.audit(
              isApproved ? "device_login_approve" : "device_login_deny",
              "user",
              caller.username(),
              Map.of("from", String.valueOf(asked.from().ipAddress())));
          return true;
        });
    answer(code, new Answer(isApproved ? caller.username() : null));
    return Response.json(Map.of("user_code", shown(code), "approved", isApproved));
  }

  private synchronized void answer(String code, Answer answer) {
    waiting.computeIfPresent(code, (_, asked) -> asked.answer() == null ? asked.answered(answer) : asked);
  }

  private synchronized Waiting undecided(String code) {
    Waiting asked = waiting.get(code);
    if (asked == null || asked.answer() != null || !parts.administration().now().isBefore(asked.until())) {
      throw Refusal.notFound("login that waits for an approval under the code", code);
    }
    return asked;
  }

  private static String code(Request request) {
    return request.pathValue("code").toUpperCase(Locale.ROOT).replace("-", "").replace(" ", "");
  }
}
