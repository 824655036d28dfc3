package dev.tokenly.cli.option;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The word somebody probably meant: at most two edits away. It is suggested, never taken. */
public final class Nearest {
  private static final int MOST_EDITS = 2;

  private Nearest() {}

  /** The nearest of the words, or null when none is near. */
  public static @Nullable String to(String typed, Collection<String> words) {
    String best = null;
    int fewest = MOST_EDITS + 1;
    for (String word : words) {
      int edits = edits(typed, word);
      if (edits < fewest && typed.length() > 2 && edits < typed.length()) {
        fewest = edits;
        best = word;
      }
    }
    return best;
  }

  private static int edits(String a, String b) {
    if (Math.abs(a.length() - b.length()) > MOST_EDITS) {
      return MOST_EDITS + 1;
    }
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    int[] earlier = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] spare = earlier;
      earlier = before;
      before = row;
      row = spare;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], earlier[j - 2] + 1);
        }
      }
    }
    return row[b.length()];
  }
}
