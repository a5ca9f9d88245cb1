package salesinsights.scoring.report;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import salesinsights.tracking.team.TeamId;

/** What became of every sent message, counted by PostgreSQL. The only place with SQL of this room. */
@Singleton
class OutcomeRows {
    // Somebody's clock may run ahead when a message is marked as sent; partitions older than this are not read.
    private static final Duration SKEW = Duration.ofDays(1);

    private static final String COUNTED = """
            with sent as (
                select r.id, r.team_id, r.sent_at, m.sender_user, m.campaign,
                    r.open_mode in ('CONSENT', 'NOTICE') as may_open, r.link_mode in ('CONSENT', 'NOTICE') as may_click
                from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
                where r.team_id = any (?) and r.status = 'SENT' and r.sent_at >= ? and r.sent_at < ?
            ), happened as (
                select s.id, e.kind, is_human(v.actor, v.confidence) as human, is_machine(v.actor) as machine,
                    v.actor = 'PRIVACY_PROXY' as masked, e.source = 'INFERRED' as inferred,
                    case when e.source = 'IMPORT' then e.occurred_at else e.recorded_at end
                        <= s.sent_at + interval '72 hours' as in_time
                from sent s
                join tracking_event e on e.recipient_id = s.id and e.team_id = s.team_id and e.recorded_at >= ?
                left join lateral (
                    select * from verdict v where v.event_id = e.id order by v.revision desc limit 1) v on true
                where not coalesce(v.withdrawn, false)
            ), outcome as (
                select id,
                    bool_or(in_time and kind in ('HARD_BOUNCED', 'REJECTED')) as hard,
                    bool_or(in_time and kind = 'SOFT_BOUNCED') and not bool_or(kind = 'DELIVERED') as soft,
                    bool_or(human and kind = 'OPENED' and not inferred) as seen,
                    bool_or(human and kind in ('OPENED', 'CLICKED', 'REPLIED', 'READ_RECEIPT')) as opened,
                    bool_or(machine and kind = 'OPENED') as machine,
                    bool_or(masked and kind = 'OPENED') as masked,
                    bool_or(human and kind = 'CLICKED') as clicked,
                    bool_or(human and kind = 'REPLIED') as answered,
                    bool_or(kind = 'COMPLAINED') as complained,
                    bool_or(kind = 'UNSUBSCRIBED') as unsubscribed
                from happened group by id
            ), fate as (
                select s.*, coalesce(o.hard, false) as hard,
                    coalesce(o.soft, false) and not coalesce(o.hard, false) as soft,
                    not coalesce(o.hard, false) and not coalesce(o.soft, false) as delivered,
                    coalesce(o.seen, false) as seen, coalesce(o.opened, false) as opened,
                    coalesce(o.machine, false) as machine, coalesce(o.masked, false) as masked,
                    coalesce(o.clicked, false) as clicked, coalesce(o.answered, false) as answered,
                    coalesce(o.complained, false) as complained, coalesce(o.unsubscribed, false) as unsubscribed
                from sent s left join outcome o on o.id = s.id
            )
            select %s as key, count(*) as sent,
                count(*) filter (where delivered) as delivered,
                count(*) filter (where hard) as hard_bounced,
                count(*) filter (where soft) as soft_bounced,
                count(*) filter (where delivered and may_open) as open_trackable,
                count(*) filter (where delivered and may_open and opened) as opened,
                count(*) filter (where delivered and may_open and opened and not seen) as opened_unseen,
                count(*) filter (where delivered and may_open and machine and not opened) as machine_only,
                count(*) filter (where delivered and may_open and not masked) as unmasked,
                count(*) filter (where delivered and may_open and not masked and opened) as unmasked_opened,
                count(*) filter (where delivered and may_click) as click_trackable,
                count(*) filter (where delivered and may_click and clicked) as clicked,
                count(*) filter (where delivered and may_open and may_click) as both_trackable,
                count(*) filter (where delivered and may_open and may_click and opened) as both_opened,
                count(*) filter (where delivered and may_open and may_click and clicked) as both_clicked,
                count(*) filter (where delivered and answered) as answered,
                count(*) filter (where delivered and complained) as complained,
                count(*) filter (where delivered and unsubscribed) as unsubscribed
            from fate s group by 1
            """;

    private final AgroalDataSource database;

    OutcomeRows(AgroalDataSource database) {
        this.database = database;
    }

    /** Counts by team, rep or campaign, by key. */
    Map<String, Counts> by(Breakdown breakdown, Set<TeamId> teams, Period period) {
        return counted(breakdown.sql, teams, period);
    }

    /** Counts by step of the period in which something was sent: which of {@link Period#steps}, from 1. */
    Map<String, Counts> byStep(Set<TeamId> teams, Period period) {
        Object[] starts = period.steps().stream()
                .map(day -> Timestamp.from(day.atStartOfDay(period.zone()).toInstant()))
                .toArray();
        // Java alone knows where a day begins: PostgreSQL reads an offset such as +02:00 the other way round.
        return counted("width_bucket(s.sent_at, ?::timestamptz[])::text", teams, period, starts);
    }

    private Map<String, Counts> counted(String key, Set<TeamId> teams, Period period, Object... starts) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(COUNTED.formatted(key))) {
            Object[] ids = teams.stream().map(TeamId::value).toArray();
            select.setArray(1, connection.createArrayOf("bigint", ids));
            select.setTimestamp(2, Timestamp.from(period.begin()));
            select.setTimestamp(3, Timestamp.from(period.end()));
            select.setTimestamp(4, Timestamp.from(period.begin().minus(SKEW)));
            if (starts.length > 0) {
                select.setArray(5, connection.createArrayOf("timestamptz", starts));
            }
            try (ResultSet rows = select.executeQuery()) {
                Map<String, Counts> counted = new TreeMap<>();
                while (rows.next()) {
                    counted.put(rows.getString("key"), read(rows));
                }
                return counted;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("outcomes could not be counted", failed);
        }
    }

    private static Counts read(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("sent"),
                row.getLong("delivered"),
                row.getLong("hard_bounced"),
                row.getLong("soft_bounced"),
                row.getLong("open_trackable"),
                row.getLong("opened"),
                row.getLong("opened_unseen"),
                row.getLong("machine_only"),
                row.getLong("unmasked"),
                row.getLong("unmasked_opened"),
                row.getLong("click_trackable"),
                row.getLong("clicked"),
                row.getLong("both_trackable"),
                row.getLong("both_opened"),
                row.getLong("both_clicked"),
                row.getLong("answered"),
                row.getLong("complained"),
                row.getLong("unsubscribed"));
    }
}
