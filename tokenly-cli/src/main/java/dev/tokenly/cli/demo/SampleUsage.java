package dev.tokenly.cli.demo;

import dev.tokenly.model.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Ninety days of invented calls: use that grows, rests on weekends, and once goes wrong, twelve days ago, when the review
 * bot of the CI machine asked the dearest model over and over. Every record says that it is sample data.
 */
public final class SampleUsage {
  public static final int DAYS = 90;

  private static final int DAY_OF_THE_ACCIDENT = DAYS - 12;
  private static final String[] PROJECTS = {"shop", "billing", "docs", "search"};
  private static final String[] PEOPLE = {"ana", "bo", "chen", "dilara"};

  private final Instant now;

  public SampleUsage(Instant now) {
    this.now = now;
  }

  /** The native JSON lines of one machine, oldest first. */
  byte[] lines(int machine) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(4 << 20);
    Random random = new Random(20_261_122L + machine);
    LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1L);
    for (int day = 0; day < DAYS; day++) {
      for (SampleTool tool : SampleTool.ALL) {
        day(lines, random, machine, first.plusDays(day), day, tool);
      }
    }
    return lines.toByteArray();
  }

  private void day(
      ByteArrayOutputStream lines, Random random, int machine, LocalDate date, int day, SampleTool tool) {
    boolean accident = day == DAY_OF_THE_ACCIDENT && tool.application().equals("review-bot");
    double growth = 0.5 + 1.1 * day / DAYS;
    boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    double calls =
        tool.callsADay().get(machine) * growth * (weekend ? 0.3 : 1) * (0.75 + random.nextDouble() / 2);
    int count = (int) Math.round(accident ? calls * 7 : calls);
    for (int call = 0; call < count; call++) {
      Instant moment =
          date.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis((long) (secondOfDay(random) * 1000));
      if (!moment.isAfter(now)) {
        String model = accident ? "claude-opus-4-7" : tool.models().get(random.nextInt(tool.models().size()));
        String id = "sample-" + machine + '-' + day + '-' + tool.application() + '-' + call;
        byte[] line = JsonText.write(record(random, tool, model, moment, id)).getBytes(StandardCharsets.UTF_8);
        lines.writeBytes(line);
        lines.write('\n');
      }
    }
  }

  /** Most of it between nine and six. */
  private static double secondOfDay(Random random) {
    double hour = 13.5 + random.nextGaussian() * 3.2;
    return Math.clamp(hour, 0.1, 23.8) * 3600;
  }

  private static Map<String, Object> record(
      Random random, SampleTool tool, String model, Instant moment, String id) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("timestamp", moment.toString());
    record.put("service", tool.service());
    record.put("model", model);
    record.put("input_tokens", around(random, tool.shape().input()));
    record.put("output_tokens", around(random, tool.shape().output()));
    record.put("cache_read_tokens", around(random, tool.shape().cached()));
    record.put("cache_write_tokens", around(random, tool.shape().written()));
    record.put("request_id", id);
    record.put("session_id", id.substring(0, id.lastIndexOf('-')) + '-' + random.nextInt(6));
    record.put("application", tool.application());
    record.put("environment", "sample");
    record.put("user_id", PEOPLE[random.nextInt(PEOPLE.length)]);
    record.put("project", PROJECTS[random.nextInt(PROJECTS.length)]);
    record.put("metadata", Map.of("sample", true));
    return record;
  }

  private static long around(Random random, int average) {
    return Math.round(average * Math.exp(random.nextGaussian() * 0.6 - 0.18));
  }
}
