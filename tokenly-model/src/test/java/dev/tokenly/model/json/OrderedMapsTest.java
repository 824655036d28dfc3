package dev.tokenly.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderedMapsTest {
  record Answer(Map<String, Object> details, long count) {}

  @Test
  void writes_maps_without_an_order_by_their_names() throws Exception {
    Map<String, Object> inner = Map.of("d", List.of(Map.of("f", 1, "e", new BigDecimal("1.50"))), "c", "x", "a", true);
    String text = Json.mapper().writeValueAsString(new Answer(inner, 2));

    assertEquals("{\"details\":{\"a\":true,\"c\":\"x\",\"d\":[{\"e\":1.50,\"f\":1}]},\"count\":2}", text);
  }

  @Test
  void keeps_the_order_of_maps_that_have_one() throws Exception {
    Map<String, Object> map = new LinkedHashMap<>(Map.of("z", new HashMap<>()));
    map.put("a", 1);

    assertEquals("{\"z\":{},\"a\":1}", Json.mapper().writeValueAsString(map));
  }
}
