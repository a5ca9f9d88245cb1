package salesinsights.scoring.sequence;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** Enrolments as they are shown. */
@Singleton
class EnrolmentPages {
    private static final Set<String> STATES = Set.of("running", "done", "stopped", "failed");
    private static final int OF_A_LEAD = 50;

    private static final String SELECT = """
            select e.*, s.name as sequence_name,
                coalesce(nullif(l.name, ''), l.email, nullif(l.company, ''), l.external_id, 'Lead without a name')
                    as lead_title
            from enrolment e join sequence s on s.id = e.sequence_id
            join lead l on l.team_id = e.team_id and l.id = e.lead_id where e.team_id = any (?)
            """;

    private final Database database;

    EnrolmentPages(Database database) {
        this.database = database;
    }

    EnrolmentView.Page of(Set<TeamId> teams, UUID sequence, @Nullable String state, @Nullable UUID after, int atMost) {
        if (state != null && !STATES.contains(state)) {
            throw Problem.invalid("state", "is one of done, failed, running, stopped");
        }
        List<EnrolmentView> found = withActs(database.list(
                SELECT + " and e.sequence_id = ? and (?::text is null or e.state = ?) and (?::uuid is null or e.id < ?)"
                        + " order by e.id desc limit ?",
                EnrolmentPages::read,
                SequenceTable.ids(teams),
                sequence,
                state,
                state == null ? null : state.toUpperCase(Locale.ROOT),
                after,
                after,
                atMost + 1));
        boolean more = found.size() > atMost;
        List<EnrolmentView> shown = more ? found.subList(0, atMost) : found;
        return new EnrolmentView.Page(shown, more ? shown.getLast().id().toString() : null);
    }

    List<EnrolmentView> ofLead(Set<TeamId> teams, LeadId lead) {
        return withActs(database.list(
                SELECT + " and e.lead_id = ? order by e.id desc limit ?",
                EnrolmentPages::read,
                SequenceTable.ids(teams),
                lead.value(),
                OF_A_LEAD));
    }

    Optional<EnrolmentView> one(Set<TeamId> teams, UUID id) {
        return withActs(database.list(SELECT + " and e.id = ?", EnrolmentPages::read, SequenceTable.ids(teams), id))
                .stream()
                .findFirst();
    }

    private List<EnrolmentView> withActs(List<EnrolmentView> bare) {
        Map<UUID, List<EnrolmentView.Act>> acts = new HashMap<>();
        database.list(
                "select * from sequence_act where enrolment_id = any (?) order by done_at",
                row -> acts.computeIfAbsent(row.getObject("enrolment_id", UUID.class), any -> new ArrayList<>())
                        .add(new EnrolmentView.Act(
                                row.getString("step"),
                                row.getString("result").toLowerCase(Locale.ROOT),
                                moment(row, "done_at"),
                                row.getObject("message_id", UUID.class))),
                Database.uuids(bare.stream().map(EnrolmentView::id).toList()));
        return bare.stream()
                .map(one -> one.with(acts.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static EnrolmentView read(ResultSet row) throws SQLException {
        boolean running = row.getString("state").equals("RUNNING");
        boolean held = row.getBoolean("held");
        String cause = row.getString("cause");
        String why = row.getString("why");
        return new EnrolmentView(
                row.getObject("id", UUID.class),
                row.getObject("sequence_id", UUID.class),
                row.getString("sequence_name"),
                row.getInt("version"),
                row.getObject("lead_id", UUID.class),
                row.getString("lead_title"),
                row.getString("person"),
                running && held ? "paused" : row.getString("state").toLowerCase(Locale.ROOT),
                row.getString("step"),
                moment(row, "started_at"),
                running && !held ? moment(row, "due_at") : null,
                Database.instant(row, "ended_at"),
                cause,
                said(cause, why),
                List.of());
    }

    private static @Nullable String said(@Nullable String cause, @Nullable String why) {
        if (cause == null) {
            return why;
        }
        String words = Arrays.stream(Cause.values())
                .filter(one -> one.wire().equals(cause))
                .findFirst()
                .map(Cause::words)
                .orElse(cause);
        return why == null ? words + "." : words + ": " + why;
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Database.instant(row, column));
    }
}
