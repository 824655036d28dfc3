/** Which server, as whom: profiles, settings with their origins, and logins kept 0600. */
@NullMarked
package dev.tokenly.cli.session;

import org.jspecify.annotations.NullMarked;
