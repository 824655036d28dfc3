package dev.tokenly.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The only data-binding mapper: snake_case names, instants as RFC 3339, dates as ISO 8601, strict input within the limits
 * of {@code security.md} C4. Whoever must start quickly uses {@link JsonText} instead.
 */
public final class Json {
  private static final JsonMapper MAPPER = build();

  private Json() {}

  /** The shared, immutable mapper. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  private static final class InstantText extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantText() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return Rfc3339.parse(parser.getText());
      } catch (IllegalArgumentException e) {
        throw new JsonParseException(parser, String.valueOf(e.getMessage()), e);
      }
    }
  }

  private static JsonMapper build() {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .recyclerPool(JsonText.buffers())
            .streamReadConstraints(JsonText.constraints(1L << 20))
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, true)
            .build();
    return JsonMapper.builder(factory)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .addModule(new SimpleModule()
            .setSerializerModifier(new OrderedMaps())
            .addSerializer(Instant.class, ToStringSerializer.instance)
            .addSerializer(LocalDate.class, ToStringSerializer.instance)
            .addDeserializer(Instant.class, new InstantText()))
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }
}
