package dev.tokenly.server.ingest.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.server.ingest.journal.Form;
import dev.tokenly.server.ingest.journal.JournalLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GzippedUploadTest {
  @TempDir Path folder;
  private UploadServer server;

  @BeforeEach
  void start() throws IOException {
    server = new UploadServer(folder, new UploadLimits(2, 100), JournalLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> gzippedMultipart(byte[] body) throws Exception {
    return server.send(
        server
            .request("multipart/form-data; boundary=XX")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  @Test
  void keeps_a_gzipped_request_as_it_came_and_finds_the_file_in_it() throws Exception {
    String large = new Random(3).ints(1_300_000, '0', 'z').collect(StringBuilder::new, StringBuilder::appendCodePoint,
        StringBuilder::append).toString();
    for (String file : List.of(UploadEndpointTest.LINE, UploadEndpointTest.LINE.repeat(1000), large)) {
      byte[] request = UploadEndpointTest
          .gzip((UploadEndpointTest.body(UploadEndpointTest.METADATA.formatted("web-1", ""), file, "") + "an epilogue")
              .getBytes(
                  StandardCharsets.UTF_8));
      HttpResponse<String> answer = gzippedMultipart(request);
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals(file, server.stored(server.accepted.size() - 1));
      Filed filed = server.accepted.getLast();
      assertInstanceOf(Form.Gzip.class, filed.body().form());
      assertEquals(request.length, filed.body().length());
      assertEquals(file.length(), filed.entry().bytes());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void takes_gzip_of_several_members_however_it_arrives() throws Exception {
    byte[] member = UploadEndpointTest.gzip(UploadEndpointTest.LINE.getBytes(StandardCharsets.UTF_8));
    byte[] body = new byte[3 * member.length];
    for (int at = 0; at < 3; at++) {
      System.arraycopy(member, 0, body, at * member.length, member.length);
    }
    for (int cut = member.length - 9; cut <= member.length + 11; cut++) {
      InputStream halves = new SequenceInputStream(
          new ByteArrayInputStream(body, 0, cut), new ByteArrayInputStream(body, cut, body.length - cut));
      HttpRequest request = server.request("application/x-ndjson").header("X-Tokenly-Hostname", "web-1")
          .header("Content-Encoding", "gzip").POST(HttpRequest.BodyPublishers.ofInputStream(() -> halves)).build();
      assertEquals(200, server.send(request).statusCode());
      assertEquals(UploadEndpointTest.LINE.repeat(3), server.stored(server.accepted.size() - 1));
    }
  }

  @Test
  void refuses_a_gzipped_multipart_request_whose_end_is_missing() throws Exception {
    byte[] whole = UploadEndpointTest
        .gzip(UploadEndpointTest.body(UploadEndpointTest.METADATA.formatted("web-1", ""), UploadEndpointTest.LINE, "")
            .getBytes(StandardCharsets.UTF_8));
    assertEquals(400, gzippedMultipart(Arrays.copyOf(whole, whole.length - 3)).statusCode());
    assertTrue(server.accepted.isEmpty());
  }
}
