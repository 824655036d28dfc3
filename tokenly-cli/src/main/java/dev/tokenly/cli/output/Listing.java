package dev.tokenly.cli.output;

import dev.tokenly.api.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that comes in pages, as one document however many they are. Each page is printed as it comes, unless the form
 * needs the whole: YAML, {@code --jq} and chosen fields.
 */
public final class Listing {
  private final Output out;
  private final View view;
  private final List<byte[]> kept = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private long rows;
  private int pages;

  public Listing(Output out, View view) {
    this.out = out;
    this.view = view;
  }

  /** How many rows there have been. */
  public long rows() {
    return rows;
  }

  /** The next page. */
  public void page(Answer answer) {
    page(answer, 0, Long.MAX_VALUE);
  }

  /** The next page, without its first rows and with so many at most. */
  public void page(Answer answer, long skipped, long most) {
    List<byte[]> whole = Rows.of(answer, view.rows());
    int from = (int) Math.min(skipped, whole.size());
    int to = (int) Math.min(from + Math.min(most, Integer.MAX_VALUE), whole.size());
    List<byte[]> elements = whole.subList(from, to);
    if (out.needsWhole()) {
      kept.addAll(elements);
    } else if (out.isJson()) {
      json(elements);
    } else if (out.isNdjson()) {
      elements.forEach(out::ndjson);
    } else {
      out.rows(view, Output.rows(view, answer).subList(from, to), widths, pages == 0);
    }
    rows += elements.size();
    pages++;
  }

  private void json(List<byte[]> elements) {
    out.write(pages == 0 ? out.envelope(view).head() : new byte[0]);
    for (int at = 0; at < elements.size(); at++) {
      out.write(new byte[] {(byte) (rows + at == 0 ? '[' : ',')});
      out.write(Harmless.json(elements.get(at)));
    }
  }

  /** The end; {@code next} is the cursor of what was not asked for. */
  public void end(@Nullable String next) {
    if (out.needsWhole()) {
      out.list(view, Rows.answer(view.rows(), kept), next);
    } else if (out.isJson()) {
      out.write(rows == 0 ? new byte[] {'[', ']'} : new byte[] {']'});
      out.write(Envelope.tail(next));
    }
  }
}
