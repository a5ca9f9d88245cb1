package salesinsights.ui.followup;

import salesinsights.ui.page.When;

/** A version of a team's rules as a line. */
record VersionLine(int version, String by, When at, String what, boolean restorable) {}
