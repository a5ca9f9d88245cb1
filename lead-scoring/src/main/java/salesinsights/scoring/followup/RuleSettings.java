package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The rules as data: what a team has set, else the product's defaults. */
@Singleton
class RuleSettings {
    private static final int NOT_READ_AFTER = 3;

    private final Database database;

    RuleSettings(Database database) {
        this.database = database;
    }

    /**
     * A rule as a team has it.
     *
     * @param businessDays how long a message may stay unread; of no meaning to the other rules
     * @param dueDays business days that the owner has for the task, 0 for today
     */
    record Setting(boolean enabled, int businessDays, int dueDays) {
        static Setting usual(FollowUpRule rule) {
            return new Setting(
                    true,
                    NOT_READ_AFTER,
                    switch (rule) {
                        case HOT -> 0;
                        case NOT_READ -> 1;
                        case BOUNCED -> 2;
                    });
        }
    }

    Setting of(TeamId team, FollowUpRule rule) {
        String sql = """
                select enabled, coalesce(business_days, ?) as business_days, coalesce(due_days, ?) as due_days
                from follow_up_rule where team_id = ? and rule = ?
                """;
        Setting usual = Setting.usual(rule);
        return database.first(
                        sql,
                        row -> new Setting(
                                row.getBoolean("enabled"), row.getInt("business_days"), row.getInt("due_days")),
                        usual.businessDays(),
                        usual.dueDays(),
                        team.value(),
                        rule)
                .orElse(usual);
    }
}
