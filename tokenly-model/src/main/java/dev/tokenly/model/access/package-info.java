/** Who may do what: permissions and the roles that bundle them. */
@NullMarked
package dev.tokenly.model.access;

import org.jspecify.annotations.NullMarked;
