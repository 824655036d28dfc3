package dev.tokenly.tui;

import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.draw.Theme;
import dev.tokenly.tui.state.Page;

/** How the screen is to look and what it may do. */
public record Options(
    Page page, Theme theme, Glyphs glyphs, boolean isReadOnly, boolean withMouse, CommandLines commands) {}
