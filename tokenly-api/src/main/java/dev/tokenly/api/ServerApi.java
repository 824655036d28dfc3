package dev.tokenly.api;

import dev.tokenly.model.json.Fields;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The only way to talk to a server: one method an endpoint, grouped as the API is. A stale or refused login is renewed
 * silently, once a request; every other refusal is an {@link ApiException}. Thread-safe.
 */
public final class ServerApi {
  private final Wire wire;
  private final Credentials credentials;
  private final Clock clock;

  /** A client for one server; {@code program} names the caller to the server, e.g. {@code tokenly/0.1.0}. */
  public ServerApi(ServerAddress server, Credentials credentials, Timeouts timeouts, String program) {
    this(server, credentials, timeouts, program, Clock.systemUTC());
  }

  /** The same with another clock, which decides when an access token is stale. */
  public ServerApi(ServerAddress server, Credentials credentials, Timeouts timeouts, String program, Clock clock) {
    this.wire = new Wire(server, timeouts, program);
    this.credentials = credentials;
    this.clock = clock;
  }

  public ServerAddress server() {
    return wire.server();
  }

  /** When the certificate ends that the server showed last; null over plain http, or when it was not asked yet. */
  public @Nullable Instant certificateUntil() {
    return wire.certificateUntil();
  }

  public AuthApi auth() {
    return new AuthApi(this);
  }

  public UsersApi users() {
    return new UsersApi(this);
  }

  public ClientsApi clients() {
    return new ClientsApi(this);
  }

  public AnalyticsApi analytics() {
    return new AnalyticsApi(this);
  }

  public AdminApi admin() {
    return new AdminApi(this);
  }

  public DataApi data() {
    return new DataApi(this);
  }

  public MoneyApi money() {
    return new MoneyApi(this);
  }

  public ReleasesApi releases() {
    return new ReleasesApi(this);
  }

  /** The calls of a machine, whose key is the login of this client. */
  public DeliveryApi delivery() {
    return new DeliveryApi(this);
  }

  /** Whether the server is up; needs no login. */
  public Answer health() {
    return wire.fetch(Request.get("/health")).answer();
  }

  /** The event stream from an event id on (null: from now); blocks in {@link EventStream#next()}. */
  public EventStream events(@Nullable String lastEventId, boolean everyRecord) {
    Request get = Request.get(new Query().flag("records", everyRecord).on("/api/manage/events"));
    Request accepting = get.with("Accept", "text/event-stream");
    Request resumed = lastEventId == null ? accepting : accepting.with("Last-Event-ID", lastEventId);
    return new EventStream(stream(resumed, Duration.ofSeconds(60)), server());
  }

  /** The events of one kind from now on. */
  public EventStream events(String kind) {
    Request get = Request.get(new Query().with("types", kind).on("/api/manage/events"));
    return new EventStream(stream(get.with("Accept", "text/event-stream"), Duration.ofSeconds(60)), server());
  }

  Answer get(String path) {
    return send(Request.get(path));
  }

  Answer send(Request request) {
    return send(request, wire.timeouts());
  }

  /** Sends a request whose answer may take as long as given. */
  Answer send(Request request, Duration patience) {
    return send(request, wire.timeouts().reading(patience));
  }

  private Answer send(Request request, Timeouts wait) {
    Login login = fresh(credentials.current());
    try {
      return wire.fetch(authorized(request, login), wait).answer();
    } catch (ApiException e) {
      return wire.fetch(authorized(request, renewedAfter(e, login)), wait).answer();
    }
  }

  /** The body of an answer as it arrives. */
  InputStream stream(Request request, Duration patience) {
    Login login = fresh(credentials.current());
    Timeouts wait = wire.timeouts().reading(patience);
    try {
      return wire.open(authorized(request, login), wait).body();
    } catch (ApiException e) {
      return wire.open(authorized(request, renewedAfter(e, login)), wait).body();
    }
  }

  private static Request authorized(Request request, @Nullable Login login) {
    return login == null ? request : request.with("Authorization", "Bearer " + login.accessToken());
  }

  private @Nullable Login fresh(@Nullable Login login) {
    return login != null && login.isStale(clock.instant()) ? credentials.renew(login, this::refresh) : login;
  }

  private Login renewedAfter(ApiException refusal, @Nullable Login login) {
    if (login == null || login.refreshToken() == null || !(refusal.failure() instanceof Failure.Unauthorized)) {
      throw refusal;
    }
    return credentials.renew(login, this::refresh);
  }

  private Login refresh(Login stale) {
    String cookie = "refresh_token=" + stale.refreshToken();
    Request renewal = Request.json("POST", "/api/auth/refresh", Map.of()).with("Cookie", cookie);
    return login(wire.fetch(renewal), stale.refreshToken());
  }

  /** Sends what proves somebody's identity and keeps the login it gets; the answer names the user. */
  Answer logIn(Request proof) {
    Wire.Whole whole = wire.fetch(proof);
    credentials.keep(login(whole, null));
    return whole.answer();
  }

  /** Ends the login here and at the server. */
  void logOut() {
    Login login = credentials.current();
    credentials.keep(null);
    if (login != null && login.refreshToken() != null) {
      Request logout = Request.json("POST", "/api/auth/logout", Map.of());
      wire.fetch(authorized(logout, login).with("Cookie", "refresh_token=" + login.refreshToken()));
    }
  }

  private Login login(Wire.Whole whole, @Nullable String lastRefreshToken) {
    Fields fields = whole.answer().fields();
    Instant expires = clock.instant().plusSeconds(fields.number("expires_in", 900));
    String next = refreshCookie(whole.headers());
    return new Login(fields.text("access_token"), expires, next == null ? lastRefreshToken : next);
  }

  private static @Nullable String refreshCookie(Map<String, List<String>> headers) {
    String cookie = Wire.header(headers, "Set-Cookie");
    String name = "refresh_token=";
    if (cookie == null || !cookie.startsWith(name)) {
      return null;
    }
    int end = cookie.indexOf(';');
    return cookie.substring(name.length(), end < 0 ? cookie.length() : end);
  }
}
