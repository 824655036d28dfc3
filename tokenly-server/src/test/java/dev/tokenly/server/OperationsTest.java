package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.HttpServer;
import dev.tokenly.server.http.Limits;
import dev.tokenly.server.http.PemFiles;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.http.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
  @TempDir private Path folder;

  private static HttpServer start(List<Route> routes, @Nullable PemFiles tls) throws IOException {
    return HttpServer.start(
        routes,
        new HttpServer.Listener("127.0.0.1", 0, tls, Limits.DEFAULT, Set.of()),
        new HttpServer.Surroundings(
            (_, _) -> {
              throw Refusal.unauthorized("missing_token", "log in first");
            },
            InstantSource.system(),
            (_, _, _) -> {}));
  }

  private static Route hello() {
    return Route.get("/hello", Access.ANYONE, _ -> Response.json(Map.of("hello", "you")));
  }

  /** Makes a self-signed certificate and its key as PEM files with the JDK's own tool. */
  @Test
  void tells_the_fingerprint_that_clients_pin() throws Exception {
    PemFiles files = certificate("pinned");
    byte[] shown =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(Files.newInputStream(files.certificate()))
            .getEncoded();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(shown);
    assertEquals("SHA256:" + HexFormat.of().formatHex(hash), files.fingerprint());
  }

  private PemFiles certificate(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
            keytool.toString(), "-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
            "CN=" + name, "-validity", "30", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass",
            "changeit")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    return write(keys.getCertificate("server").getEncoded(),
        keys.getKey("server", "changeit".toCharArray()).getEncoded());
  }

  private PemFiles write(byte[] certificate, byte[] key) throws IOException {
    PemFiles files = new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    Files.writeString(files.certificate(), pem("CERTIFICATE", certificate));
    Files.writeString(files.key(), pem("PRIVATE KEY", key));
    return files;
  }

  private static String pem(String what, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }

  /** The name in the certificate of a server, over the TLS version. */
  private static String nameBehind(int port, String version) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustAll()}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      socket.getOutputStream()
          .write("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 200") && answer.contains("Strict-Transport-Security"), answer);
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
    }
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void tls_serves_modern_versions_and_takes_up_a_changed_certificate_without_a_restart() throws Exception {
    PemFiles files = certificate("first");
    try (HttpServer server = start(List.of(hello()), files)) {
      assertEquals("CN=first", nameBehind(server.port(), "TLSv1.3"));
      assertEquals("CN=first", nameBehind(server.port(), "TLSv1.2"));
      assertThrows(SSLException.class, () -> nameBehind(server.port(), "TLSv1.1"));
      certificate("second");
      Files.setLastModifiedTime(files.key(), FileTime.from(Instant.now().plusSeconds(5)));
      server.reloadCertificate();
      assertEquals("CN=second", nameBehind(server.port(), "TLSv1.3"));
      Files.writeString(files.certificate(), "garbage");
      Files.setLastModifiedTime(files.key(), FileTime.from(Instant.now().plusSeconds(9)));
      server.reloadCertificate();
      assertEquals("CN=second", nameBehind(server.port(), "TLSv1.3"));
    }
  }

  @Test
  void files_that_are_no_certificate_are_named() throws Exception {
    PemFiles files = certificate("first");
    Files.writeString(files.key(), "-----BEGIN RSA PRIVATE KEY-----\nold\n-----END RSA PRIVATE KEY-----\n");
    IOException refused = assertThrows(IOException.class, () -> start(List.of(hello()), files));
    assertTrue(String.valueOf(refused.getMessage()).contains("key.pem"), refused.getMessage());
  }

  @Test
  void a_request_that_is_running_ends_before_the_server_does() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Route slow =
        Route.get(
            "/slow",
            Access.ANYONE,
            _ -> {
              running.countDown();
              goOn.await();
              return Response.json(Map.of("done", true));
            });
    HttpServer server = start(List.of(slow), null);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      running.await();
      Thread stopping = Thread.ofPlatform().start(server::close);
      goOn.countDown();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.contains("{\"done\":true}"), answer);
      stopping.join();
    }
  }

  @Test
  void metrics_are_open_to_this_machine_and_count_requests() throws Exception {
    try (TestServer server = new TestServer()) {
      server.get("/api/manage/status");
      TestServer.Answer metrics = server.call("GET", "/metrics", null, null);
      assertEquals(200, metrics.status());
      String text = metrics.http().body();
      assertTrue(text.contains("tokenly_http_requests_total{route=\"GET /api/manage/status\",status=\"200\"} 1"), text);
      assertTrue(
          text.contains("tokenly_http_request_duration_seconds_bucket{route=\"GET /api/manage/status\",le=\"+Inf\"} 1"),
          text);
      assertTrue(text.contains("tokenly_clients{status=\"pending\"} 0"), text);
      for (String line : text.lines().filter(one -> !one.startsWith("#")).toList()) {
        assertTrue(line.matches("[a-z_]+(\\{[^}]*\\})? -?[0-9.E+-]+") || line.contains(":id"), line);
      }
      assertEquals(401, server.call("GET", "/metrics", null, null, "X-Forwarded-For", "10.0.0.1").status());
    }
  }

  @Test
  void the_dashboard_asks_only_for_metrics_there_are() throws Exception {
    String dashboard = Files.readString(Path.of("..", "docs", "grafana-dashboard.json"));
    try (TestServer server = new TestServer()) {
      server.get("/api/manage/status");
      String metrics = server.call("GET", "/metrics", null, null).http().body();
      Matcher asked = Pattern.compile("\\b(?:tokenly|jvm|process)_[a-z_]+").matcher(dashboard);
      int found = 0;
      while (asked.find()) {
        assertTrue(metrics.contains("\n" + asked.group()), asked.group());
        found++;
      }
      assertTrue(found > 8, found + " metrics in the dashboard");
    }
  }

  @Test
  void n55_an_audit_edited_cut_filled_or_swapped_on_disk_is_found_and_the_entry_named() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    TestFolder.copyTo(data);
    String head;
    try (TestServer server = new TestServer(data)) {
      server.useToken(TestFolder.token());
      server.put("/api/manage/config/server.max_clients", "{\"value\":7}");
      server.put("/api/manage/config/server.max_clients", "{\"value\":8}");
      head = verified(server, "true").at("head.hash");
    }
    byte[] sound = Files.readAllBytes(data.resolve("tokenly.duckdb"));
    String newest = "(SELECT max(id) FROM audit)";
    for (String tampering : List.of(
        "UPDATE audit SET user_id = 'somebody else' WHERE id = " + newest,
        "DELETE FROM audit WHERE id = " + newest + " - 1",
        "INSERT INTO audit SELECT * REPLACE (id + 1 AS id) FROM audit WHERE id = " + newest,
        "UPDATE audit SET id = 2 * " + newest + " - 1 - id WHERE id >= " + newest + " - 1")) {
      tamper(data, tampering);
      try (TestServer server = new TestServer(data)) {
        server.useToken(TestFolder.token());
        assertNotEquals("null", verified(server, "false").text("broken_at"), tampering);
      }
      Files.write(data.resolve("tokenly.duckdb"), sound);
    }
    tamper(data, "DELETE FROM audit WHERE id = " + newest);
    try (TestServer server = new TestServer(data)) {
      server.useToken(TestFolder.token());
      assertNotEquals(head, verified(server, "true").at("head.hash"),
          "a cut end shows by the head that was written down");
    }
  }

  private static TestServer.Answer verified(TestServer server, String valid) throws Exception {
    TestServer.Answer verified = server.get("/api/manage/audit/verify");
    assertEquals(valid, verified.text("valid"), verified.http().body());
    return verified;
  }

  private static void tamper(Path data, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + data.resolve("tokenly.duckdb"));
        Statement statement = connection.createStatement()) {
      assertTrue(statement.executeUpdate(sql) > 0, sql);
    }
  }
}
