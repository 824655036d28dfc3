package dev.tokenly.server.ingest.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"client_hostname": …, "records": […]}} and writes each record as a line, numbers as they were written, so
 * that the post-processor needs to know one form only.
 */
final class RecordsDocument {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().streamReadConstraints(JsonText.constraints(Long.MAX_VALUE)).build();

  private RecordsDocument() {}

  /** Streams the records to {@code lines} and answers the host name. */
  static String copy(InputStream document, OutputStream lines) throws IOException {
    try (JsonParser parser = JSON.createParser(document).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        JsonGenerator out = JsonText.lines(lines).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Refusal.invalid("body", "not a JSON object");
      }
      String hostname = fields(parser, out);
      if (parser.nextToken() != null) {
        throw Refusal.invalid("body", "text after the JSON object");
      }
      return hostname;
    } catch (JsonProcessingException e) {
      throw Refusal.invalid("body", "not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static String fields(JsonParser parser, JsonGenerator out) throws IOException {
    @Nullable String hostname = null;
    boolean records = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("client_hostname") && value == JsonToken.VALUE_STRING) {
        hostname = parser.getText();
      } else if (name.equals("records") && value == JsonToken.START_ARRAY && !records) {
        records = true;
        lines(parser, out);
      } else {
        parser.skipChildren();
      }
    }
    if (hostname == null || !records) {
      throw Refusal.invalid(hostname == null ? "client_hostname" : "records", "missing");
    }
    return hostname;
  }

  private static void lines(JsonParser parser, JsonGenerator out) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int depth = 0;
      do {
        copyToken(parser, out);
        depth += parser.currentToken().isStructStart() ? 1 : parser.currentToken().isStructEnd() ? -1 : 0;
      } while (depth > 0 && parser.nextToken() != null);
      out.writeRaw('\n');
    }
  }

  private static void copyToken(JsonParser parser, JsonGenerator out) throws IOException {
    if (parser.currentToken().isNumeric()) {
      out.writeNumber(parser.getText()); // As it was sent: the wire hash covers the text.
    } else {
      out.copyCurrentEvent(parser);
    }
  }
}
