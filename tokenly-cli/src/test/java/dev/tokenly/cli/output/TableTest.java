package dev.tokenly.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.terminal.Palette;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.cli.terminal.Tty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Palette PLAIN =
      Palette.forOutput(
          new Terminal(
              new ByteArrayInputStream(new byte[0]),
              new ByteArrayOutputStream(),
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              Tty.NONE,
              Map.of()),
          null);
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("NAME", "name"),
          Column.of("COST", "cost", Kind.MONEY, 0),
          Column.of("TOOL", "tool", Kind.TEXT, 2),
          Column.of("TOKENS", "tokens", Kind.COUNT, 1));

  private static List<String> lines(List<List<String>> rows, int width) {
    return new Table(COLUMNS, rows, new ArrayList<>()).lines(new Table.Look(width, PLAIN, "…", false), true);
  }

  @Test
  void never_wraps_a_row_nor_shortens_a_number_whatever_the_width() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      String number = "1234567890123".substring(random.nextInt(13));
      String name = "n".repeat(1 + random.nextInt(60));
      int width = 24 + random.nextInt(200);
      List<String> lines = lines(List.of(List.of(name, number, "t".repeat(random.nextInt(40)), number)), width);
      assertTrue(lines.stream().allMatch(line -> TextWidth.of(line) <= width), width + "\n" + lines);
      assertTrue(lines.stream().anyMatch(line -> line.contains(number)), width + "\n" + lines);
    }
  }

  @Test
  void shortens_a_long_text_before_a_column_gives_way() {
    List<String> lines = lines(List.of(List.of("n".repeat(200), "$1.00", "tool", "12")), 80);
    assertTrue(lines.getFirst().contains("TOOL") && lines.getFirst().contains("TOKENS"), lines.toString());
    assertTrue(lines.getLast().contains("…"), lines.toString());
  }

  @Test
  void drops_columns_in_the_order_of_their_rank() {
    List<List<String>> rows =
        List.of(List.of("a-name-of-32-characters-in-total", "$1,234.00", "a-tool-of-32-characters-in-total", "12.3M"));
    assertTrue(lines(rows, 86).getFirst().contains("TOOL"));
    assertEquals(List.of("NAME", "COST", "TOKENS"), List.of(lines(rows, 80).getFirst().strip().split(" +")));
    List<List<String>> wider = List.of(List.of("n".repeat(32), "$1,234.00", "t".repeat(32), "1".repeat(40)));
    assertEquals(List.of("NAME", "COST"), List.of(lines(wider, 80).getFirst().strip().split(" +")));
  }

  @Test
  void is_a_list_in_a_narrow_terminal_before_anything_is_left_out() {
    List<List<String>> rows =
        List.of(List.of("a-name-of-22-characters", "$1,234.00", "tool-of-20-characters", "12.3M"));
    List<String> list = lines(rows, 64);
    assertEquals(
        List.of("NAME    a-name-of-22-characters", "COST    $1,234.00", "TOOL    tool-of-20-characters",
            "TOKENS  12.3M", ""),
        list);
    assertEquals(2, lines(rows, 65).size());
    Table.Look inLines = new Table.Look(64, PLAIN, "…", true);
    assertEquals(2, new Table(COLUMNS, rows, new ArrayList<>()).lines(inLines, true).size());
  }

  @Test
  void lists_rows_as_lines_where_no_table_fits() {
    List<String> lines = lines(List.of(List.of("a-name", "$123,456,789.00", "tool", "12")), 20);
    assertEquals(List.of("NAME    a-name", "COST    $123,456,789.00", "TOOL    tool", "TOKENS  12", ""), lines);
  }

  @Test
  void goes_on_at_the_width_of_the_page_before() {
    List<Integer> widths = new ArrayList<>();
    Table.Look pipe = new Table.Look(0, PLAIN, "…", false);
    new Table(COLUMNS, List.of(List.of("a-longer-name", "1", "t", "2")), widths).lines(pipe, true);
    String next = new Table(COLUMNS, List.of(List.of("b", "1", "t", "2")), widths).lines(pipe, false).getFirst();
    assertEquals("b                 1  t          2", next);
  }

  @Test
  void wraps_a_long_value_and_loses_nothing() {
    String text = "usage:read,config:read,client:approve and more 漢字漢字漢字漢字 " + "x".repeat(50);
    for (int width = 2; width < 80; width++) {
      List<String> lines = TextWidth.wrap(text, width);
      int most = width;
      assertTrue(lines.stream().allMatch(line -> TextWidth.of(line) <= most), lines.toString());
      assertEquals(text.replace(" ", ""), String.join("", lines).replace(" ", ""));
    }
  }
}
