package dev.tokenly.store.usage;

import java.util.List;

/** A part of a list and how many there are in total. */
public record Page<T>(List<T> items, long total) {
  public Page {
    items = List.copyOf(items);
  }
}
