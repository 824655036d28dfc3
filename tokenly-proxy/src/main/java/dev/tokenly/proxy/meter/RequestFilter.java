package dev.tokenly.proxy.meter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tokenly.proxy.settings.Filters;
import java.io.IOException;
import java.util.Iterator;

/** Applies the request filters a listener asks for; without any, the very bytes that came. */
public final class RequestFilter {
  private static final JsonMapper MAPPER = mapper();

  private final Filters filters;
  private long saved;

  private RequestFilter(Filters filters) {
    this.filters = filters;
  }

  /** A request after its filters, and the characters they saved. */
  public static final class Filtered {
    private final byte[] body;
    private final long savedChars;

    private Filtered(byte[] body, long savedChars) {
      this.body = body;
      this.savedChars = savedChars;
    }

    public byte[] body() {
      return body;
    }

    public long savedChars() {
      return savedChars;
    }
  }

  private static JsonMapper mapper() {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(100).maxStringLength(Integer.MAX_VALUE).build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  /** Filters a body; one that is no JSON object goes on as it came. */
  public static Filtered apply(Filters filters, byte[] body) {
    if (filters.changeNothing()) {
      return new Filtered(body, 0);
    }
    try {
      if (!(MAPPER.readTree(body) instanceof ObjectNode root)) {
        return new Filtered(body, 0);
      }
      RequestFilter filter = new RequestFilter(filters);
      boolean changed = filter.change(root);
      return changed ? new Filtered(MAPPER.writeValueAsBytes(root), filter.saved) : new Filtered(body, 0);
    } catch (IOException _) {
      return new Filtered(body, 0);
    }
  }

  private boolean change(ObjectNode root) {
    boolean changed = filterTools(root);
    changed |= renameDeveloper(root);
    changed |= trimSystem(root);
    return changed;
  }

  private boolean filterTools(ObjectNode root) {
    if (!(root.get("tools") instanceof ArrayNode tools)) {
      return false;
    }
    boolean changed = false;
    for (Iterator<JsonNode> each = tools.iterator(); each.hasNext();) {
      JsonNode tool = each.next();
      JsonNode described = tool.get("function") instanceof ObjectNode function ? function : tool;
      if (filters.dropTools().contains(described.path("name").asText())) {
        saved += tool.toString().length();
        each.remove();
        changed = true;
      } else if (described instanceof ObjectNode object) {
        changed |= cut(object, "description", filters.maxToolDescription());
      }
    }
    if (changed && tools.isEmpty()) {
      root.remove("tools");
      root.remove("tool_choice");
    }
    return changed;
  }

  private boolean renameDeveloper(ObjectNode root) {
    boolean changed = false;
    if (filters.developerToSystem() && root.get("messages") instanceof ArrayNode messages) {
      for (JsonNode message : messages) {
        if (message instanceof ObjectNode object && object.path("role").asText().equals("developer")) {
          object.put("role", "system");
          changed = true;
        }
      }
    }
    return changed;
  }

  private boolean trimSystem(ObjectNode root) {
    boolean changed = cut(root, "system", filters.maxSystemChars());
    changed |= cut(root, "instructions", filters.maxSystemChars());
    if (root.get("messages") instanceof ArrayNode messages) {
      for (JsonNode message : messages) {
        String role = message.path("role").asText();
        boolean system = role.equals("system") || role.equals("developer");
        changed |= system && message instanceof ObjectNode object && cut(object, "content", filters.maxSystemChars());
      }
    }
    return changed;
  }

  private boolean cut(ObjectNode object, String name, int most) {
    if (most == 0 || !(object.get(name) instanceof TextNode text) || text.textValue().length() <= most) {
      return false;
    }
    String whole = text.textValue();
    int end = Character.isHighSurrogate(whole.charAt(most - 1)) ? most - 1 : most;
    saved += whole.length() - end;
    object.put(name, whole.substring(0, end));
    return true;
  }
}
