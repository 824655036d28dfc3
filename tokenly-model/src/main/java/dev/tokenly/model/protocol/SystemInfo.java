package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine an agent runs on: {@code linux|windows|darwin} on {@code x64|arm64}, and how long it has been up. */
public record SystemInfo(String os, String arch, @Nullable String platform, @Nullable Long uptimeSeconds) {
  private static final List<String> SYSTEMS = List.of("linux", "windows", "darwin");
  private static final List<String> ARCHITECTURES = List.of("x64", "arm64");

  static SystemInfo read(Fields fields) {
    return new SystemInfo(
        oneOf(fields, "os", SYSTEMS),
        oneOf(fields, "arch", ARCHITECTURES),
        fields.optionalText("platform"),
        ProtocolFields.optionalCount(fields, "uptime_seconds"));
  }

  private static String oneOf(Fields fields, String name, List<String> allowed) {
    String value = fields.text(name);
    if (!allowed.contains(value)) {
      throw fields.bad(name, "not one of " + String.join(", ", allowed));
    }
    return value;
  }

  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("os", os);
    map.put("arch", arch);
    ProtocolFields.put(map, "platform", platform);
    ProtocolFields.put(map, "uptime_seconds", uptimeSeconds);
    return map;
  }
}
