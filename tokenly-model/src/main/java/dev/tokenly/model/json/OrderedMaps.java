package dev.tokenly.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Writes a map without an order of its own (such as {@code Map.of}, which has another one in every process) by its names,
 * so that the same answer is the same text every time.
 */
final class OrderedMaps extends BeanSerializerModifier {
  private static final long serialVersionUID = 1;

  @Override
  public JsonSerializer<?> modifyMapSerializer(
      SerializationConfig config, MapType type, BeanDescription description, JsonSerializer<?> serializer) {
    return SequencedMap.class.isAssignableFrom(type.getRawClass()) ? serializer : new ByName();
  }

  private static final class ByName extends JsonSerializer<Map<String, ?>> {
    @Override
    public void serialize(Map<String, ?> map, JsonGenerator json, SerializerProvider provider) throws IOException {
      json.writeStartObject(map);
      for (Map.Entry<String, ?> entry : (map instanceof SequencedMap ? map : new TreeMap<>(map)).entrySet()) {
        provider.defaultSerializeField(entry.getKey(), entry.getValue(), json);
      }
      json.writeEndObject();
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Map<String, ?> map) {
      return map.isEmpty();
    }
  }
}
