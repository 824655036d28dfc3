/**
 * What travels between an agent and a server ({@code specs/05-protocol.md}): records with explicit codecs to and from plain
 * maps, no data binding, so that the launcher stays small.
 */
@NullMarked
package dev.tokenly.model.protocol;

import org.jspecify.annotations.NullMarked;
