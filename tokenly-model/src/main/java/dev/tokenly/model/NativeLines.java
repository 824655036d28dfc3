package dev.tokenly.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenly.model.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Passes valid native lines on with their known fields as they were written, so that a record has the same identity
 * whether its file is sent by an agent or uploaded by hand; fields nobody knows are dropped, because one may hold a
 * prompt. Not thread-safe.
 */
public final class NativeLines {
  private final PlainLine plain;
  private final UsageLineReader reader;
  private final Target target;
  private final JsonFactory json = JsonText.lineFactory();
  private final ByteArrayOutputStream copy = new ByteArrayOutputStream(1024);

  /** Takes lines; the bytes are only lent, and there is no newline among them. */
  @FunctionalInterface
  public interface Target {
    void line(byte[] bytes, int from, int to);
  }

  public NativeLines(Clock clock, long maxTokens, Target target) {
    this.plain = new PlainLine(clock.instant(), maxTokens);
    this.reader = UsageLineReader.ofKnownFields(clock, maxTokens);
    this.target = target;
  }

  /** Passes on the line in {@code bytes[from, to)}; answers why it is no record, or null when it is one. */
  public @Nullable String take(byte[] bytes, int from, int to) {
    if (plain.is(bytes, from, to)) {
      target.line(bytes, from, to);
      return null;
    }
    return switch (reader.read(bytes, from, to - from)) {
      case UsageLine.Bad(String reason) -> reason;
      case UsageLine.Ok _ -> {
        byte[] known = knownFields(bytes, from, to);
        target.line(known, 0, known.length);
        yield null;
      }
    };
  }

  private byte[] knownFields(byte[] bytes, int from, int to) {
    copy.reset();
    try (JsonParser parser = json.createParser(bytes, from, to - from);
        JsonGenerator out = JsonText.lines(copy)) {
      parser.nextToken();
      out.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (NativeField.named(name) == null || value == JsonToken.VALUE_NULL) {
          parser.skipChildren();
        } else {
          out.writeFieldName(name);
          copyValue(value, parser, out);
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("copying a line that was just read failed", e);
    }
    return copy.toByteArray();
  }

  /** A number keeps its spelling: the record's hash is taken over it. */
  private static void copyValue(JsonToken value, JsonParser parser, JsonGenerator out) throws IOException {
    if (value.isNumeric()) {
      out.writeNumber(parser.getText());
    } else {
      out.copyCurrentStructure(parser);
    }
  }
}
