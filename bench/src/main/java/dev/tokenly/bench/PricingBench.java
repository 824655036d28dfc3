package dev.tokenly.bench;

import dev.tokenly.model.UsageLine;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.PriceBook;
import dev.tokenly.model.price.Pricing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What reading one native line and pricing one record cost; the figure to hold is one microsecond a price. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PricingBench {
  private static final byte[] LINE =
      ("{\"timestamp\":\"2026-11-20T10:00:00.123Z\",\"service\":\"anthropic\",\"model\":\"claude-sonnet-5-5\","
          + "\"input_tokens\":1200,\"output_tokens\":640,\"cache_read_tokens\":52000,\"cache_write_tokens\":900,"
          + "\"session_id\":\"0f8f7c1e-4b0e-4b60-9f52-0d1f6f2c1a55\",\"request_id\":\"msg_01ABCDEFGHIJKLMNOP\","
          + "\"application\":\"claude-code\",\"project\":\"tokenly\",\"source_format\":\"claude_code\"}")
          .getBytes(StandardCharsets.UTF_8);

  private final PriceBook book = PriceBook.shipped();
  private final UsageLineReader reader =
      new UsageLineReader(Clock.systemUTC(), UsageLineReader.DEFAULT_MAX_TOKENS);
  private final UsageRecord usage = record(reader);

  private static UsageRecord record(UsageLineReader reader) {
    return switch (reader.read(LINE, 0, LINE.length)) {
      case UsageLine.Ok ok -> ok.usage();
      case UsageLine.Bad bad -> throw new IllegalStateException(bad.reason());
    };
  }

  /** One price. */
  @Benchmark
  public Pricing price() {
    return book.price(usage);
  }

  /** One native line read and checked. */
  @Benchmark
  public UsageLine read() {
    return reader.read(LINE, 0, LINE.length);
  }
}
