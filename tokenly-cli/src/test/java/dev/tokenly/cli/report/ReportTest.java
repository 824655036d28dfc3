package dev.tokenly.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page stands alone, shows every model's share of every day, and runs nothing that a name contains. */
class ReportTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneOffset.UTC);
  private static final String HOSTILE = "<script>alert(1)</script>\\u202e";

  private static Fields fields(String json) {
    return Fields.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String series(String name, String first, String second) {
    return "{\"name\":\"" + name + "\",\"data_points\":[{\"timestamp\":\"2026-11-01T00:00:00Z\",\"value\":" + first
        + "},{\"timestamp\":\"2026-11-02T00:00:00Z\",\"value\":" + second + "}]}";
  }

  private static Report report(int models, long unpriced) {
    StringBuilder groups = new StringBuilder(series(HOSTILE, "10", "2"));
    for (int model = 1; model < models; model++) {
      groups.append(',').append(series("model-" + model, "1", "0"));
    }
    Fields trend =
        fields(
            "{\"data_points\":[{\"timestamp\":\"2026-11-01T00:00:00Z\",\"value\":19,\"count\":3},"
                + "{\"timestamp\":\"2026-11-02T00:00:00Z\",\"value\":2,\"count\":1}],\"total_value\":21,"
                + "\"average_value\":10.5,\"unpriced_requests\":" + unpriced + ",\"series\":[" + groups + "]}");
    Fields row =
        fields("{\"name\":\"" + HOSTILE + "\",\"value\":21,\"percentage\":100,\"record_count\":4,"
            + "\"unpriced_requests\":0}");
    return new Report(trend, List.of(new Report.Ranking("Models", List.of(row))), "UTC", CLOCK);
  }

  @Test
  void the_page_has_no_script_and_no_address_outside_it() {
    String page = report(10, 0).html();
    assertFalse(page.contains("<script"), page);
    assertFalse(page.replace("http://www.w3.org/2000/svg", "").contains("http"), page);
    assertTrue(page.contains("&lt;script&gt;"), page);
    assertTrue(page.contains("<dd>$21.00</dd>"), page);
  }

  @Test
  void every_models_part_of_a_day_has_its_height_and_the_rest_is_one_part() throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new ByteArrayInputStream(report(10, 0).svg().getBytes(StandardCharsets.UTF_8)));
    NodeList parts = svg.getElementsByTagName("rect");
    double first = 0;
    int inFirst = 0;
    for (int at = 0; at < parts.getLength(); at++) {
      Element part = (Element) parts.item(at);
      if (part.getTextContent().startsWith("2026-11-01")) {
        first += Double.parseDouble(part.getAttribute("height"));
        inFirst++;
      }
    }
    assertEquals(7, inFirst);
    assertEquals(210, first, 1);
    assertTrue(svg.getDocumentElement().getTextContent().contains("others: $4.00"));
  }

  @Test
  void an_unknown_price_is_no_zero() {
    assertTrue(report(2, 4).html().contains("<dt>Cost</dt><dd>-</dd>"));
    assertTrue(report(2, 1).markdown().contains("1 calls have no known price"));
  }
}
