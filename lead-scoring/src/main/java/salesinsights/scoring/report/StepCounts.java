package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** What came of the mails of a sequence, by step: from the same counts as all reports. In the caller's transaction. */
@Singleton
public class StepCounts {
    private static final String BY_STEP = """
            select a.step, %s from sequence_act a
            join enrolment e on e.team_id = a.team_id and e.id = a.enrolment_id
            join recipient r on r.team_id = a.team_id and r.message_id = a.message_id
            join counted_recipient c on c.recipient_id = r.id
            where a.team_id = any (?) and e.sequence_id = ? group by a.step
            """.formatted(Arrays.stream(Tally.values())
            .map(tally -> "count(*) filter (where c.tallies & " + tally.bit() + " <> 0) as " + tally.column())
            .collect(Collectors.joining(", ")));

    private final Database database;

    StepCounts(Database database) {
        this.database = database;
    }

    /** One step. */
    private record Counted(String step, Counts counts) {}

    /** By id of the step; steps whose mail is not counted yet are missing. */
    public Map<String, Counts> of(Set<TeamId> teams, UUID sequence) {
        return database
                .list(
                        BY_STEP,
                        row -> {
                            Map<Tally, Long> found = new java.util.EnumMap<>(Tally.class);
                            for (Tally tally : Tally.values()) {
                                found.put(tally, row.getLong(tally.column()));
                            }
                            return new Counted(
                                    row.getString("step"), Counts.of(tally -> found.getOrDefault(tally, 0L)));
                        },
                        Database.longs(teams.stream().map(TeamId::value).toList()),
                        sequence)
                .stream()
                .collect(Collectors.toMap(Counted::step, Counted::counts));
    }
}
