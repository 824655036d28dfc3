package dev.tokenly.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to plain maps and lists and back, by streaming: small and quick to start, for the launcher and the command
 * line, where a data binder would cost more than the work. Depth 50, texts of 64 KiB, numbers of 40 digits, names of 256
 * characters and duplicate keys are refused ({@code security.md} C4). Numbers come as {@code Long} or {@code BigDecimal}.
 */
public final class JsonText {
  private static final JsonFactory DOCUMENTS = factory(1L << 20, true);
  private static final JsonFactory LINES = factory(1L << 20, false);

  private JsonText() {}

  /** For single lines of logs: the same limits, without the cost of duplicate detection. */
  public static JsonFactory lineFactory() {
    return LINES;
  }

  /** The limits every parser of untrusted JSON is built with. */
  public static StreamReadConstraints constraints(long maxDocumentLength) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(50)
        .maxStringLength(64 * 1024)
        .maxNumberLength(40)
        .maxNameLength(256)
        .maxDocumentLength(maxDocumentLength)
        .build();
  }

  /** Buffers for virtual threads too: Jackson's own pool would give each of them its own, kept as long as it lives. */
  static RecyclerPool<BufferRecycler> buffers() {
    return JsonRecyclerPools.sharedBoundedPool();
  }

  private static JsonFactory factory(long maxDocumentLength, boolean strict) {
    return new JsonFactoryBuilder()
        .recyclerPool(buffers())
        .streamReadConstraints(constraints(maxDocumentLength))
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
        .build();
  }

  /** Reads a text that must be one JSON object of at most 1 MiB; throws {@link IllegalArgumentException} otherwise. */
  public static Map<String, Object> object(String text) {
    return object(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads bytes that must be one JSON object of at most 1 MiB; throws {@link IllegalArgumentException} otherwise. */
  public static Map<String, Object> object(byte[] utf8) {
    return object(utf8, DOCUMENTS);
  }

  /** Reads an answer of our own server, whatever its size (up to 1 GiB). */
  public static Map<String, Object> trustedObject(byte[] utf8) {
    return object(utf8, factory(1L << 30, false));
  }

  private static Map<String, Object> object(byte[] utf8, JsonFactory factory) {
    try (JsonParser parser = factory.createParser(utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a JSON object");
      }
      Map<String, Object> object = readObject(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("text after the JSON object");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading JSON from memory failed", e);
    }
  }

  /** Reads the object whose opening brace the parser stands on; null values are kept out. */
  public static Map<String, Object> readObject(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        object.put(name, value);
      }
    }
    return object;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_NULL -> null;
      default -> scalar(parser);
    };
  }

  private static List<Object> readArray(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(parser);
      if (value != null) {
        array.add(value);
      }
    }
    return array;
  }

  /** The text, number or boolean the parser stands on. */
  public static Object scalar(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getDecimalValue()
              : parser.getLongValue();
      default -> parser.getText();
    };
  }

  /** Compact JSON of a map of maps, lists, texts, numbers, booleans and nulls, in the map's order. */
  public static String write(Map<String, ? extends @Nullable Object> object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = DOCUMENTS.createGenerator(text)) {
      writeValue(json, object);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory failed", e);
    }
    return text.toString();
  }

  /** A generator of JSON lines: no white space between the documents but what the caller writes. */
  public static JsonGenerator lines(OutputStream out) throws IOException {
    return DOCUMENTS.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter(""));
  }

  /** Writes a plain value; throws {@link IllegalArgumentException} for one that JSON has no form for. */
  public static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> object -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          writeValue(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case Iterable<?> array -> {
        json.writeStartArray();
        for (Object element : array) {
          writeValue(json, element);
        }
        json.writeEndArray();
      }
      case Boolean flag -> json.writeBoolean(flag);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Number number -> json.writeNumber(number.toString());
      case CharSequence text -> json.writeString(text.toString());
      default -> throw new IllegalArgumentException("no JSON form for a " + value.getClass().getName());
    }
  }
}
