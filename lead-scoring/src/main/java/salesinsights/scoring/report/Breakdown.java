package salesinsights.scoring.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.Problem;

/** By what a report has its rows. */
public enum Breakdown {
    /** The team at the time of sending. */
    TEAM("(select t.path from team t where t.id = s.team_id)"),
    /** Who sent it; empty for all people together of teams that are shown as groups only. */
    REP("case when s.guarded then '' else s.sender_user end"),
    /** As the message says; empty if it names none, or if too few people sent it. */
    CAMPAIGN("case when s.guarded and s.lonely then '' else coalesce(s.campaign, '') end");

    /** Of the row {@code s}, a sent recipient with its message. */
    final String sql;

    Breakdown(String sql) {
        this.sql = sql;
    }

    /**
     * As a request names it.
     *
     * @throws Problem 400 at the field {@code by}
     */
    public static Breakdown parse(String name) {
        return Arrays.stream(values())
                .filter(each -> each.id().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "by",
                        "one of " + Arrays.stream(values()).map(Breakdown::id).collect(Collectors.joining(", "))));
    }

    /** As a request names it: {@code rep}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
