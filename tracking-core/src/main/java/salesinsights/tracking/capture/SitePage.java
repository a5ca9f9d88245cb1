package salesinsights.tracking.capture;

import java.util.List;

/** A team's sites, at most 200, newest first. */
public record SitePage(List<SiteView> items) {}
