package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;

/** Link maps of campaigns; of teams that are shown as groups only there are none. */
@Singleton
public class LinkMaps {
    private static final int PLACES_AT_MOST = 500;

    private static final String HTML = """
            select v.html from campaign c
            join mail_template_version v on v.template_id = c.template_id and v.version = c.template_version
                and v.team_id = c.team_id
            where c.team_id = any (?) and c.name = ? and v.html is not null order by c.created_at desc limit 1
            """;

    private final RollUps counts;
    private final TeamReport reports;
    private final Database database;

    LinkMaps(RollUps counts, TeamReport reports, Database database) {
        this.counts = counts;
        this.reports = reports;
        this.database = database;
    }

    /**
     * In the caller's transaction; empty if the caller's teams sent nothing of that campaign.
     *
     * @throws Problem 400 at {@code campaign}
     */
    public LinkMap of(Caller caller, String campaign, Period period) {
        if (campaign.isBlank() || campaign.length() > 200 || campaign.indexOf('\0') >= 0) {
            throw Problem.invalid("campaign", "the name of a campaign");
        }
        RollUps.Whose whose = reports.whose(caller);
        List<LinkMap.Placed> places = counts.byPlace(campaign, whose, period).entrySet().stream()
                .limit(PLACES_AT_MOST)
                .map(row -> new LinkMap.Placed(LinkPlace.parse(row.getKey()), Metric.CLICK_RATE.of(row.getValue())))
                .toList();
        String html = database.first(HTML, row -> row.getString("html"), RollUps.longs(whose.open()), campaign)
                .orElse(null);
        return new LinkMap(period, campaign, places, html);
    }
}
