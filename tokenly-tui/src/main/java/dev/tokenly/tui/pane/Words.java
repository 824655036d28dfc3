package dev.tokenly.tui.pane;

/** A list's texts: what it lists, what to say when there is nothing, and the command that shows the same. */
record Words(String what, String empty, String command) {}
