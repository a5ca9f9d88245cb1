package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/**
 * Gives new leads without an owner to somebody, by the team's assignment and in the transaction that makes them: an
 * import that is taken back gives the turns back to nobody, and no lead is ever seen without the owner it will have.
 */
@Singleton
class AssignOwners {
    private static final String OPEN_LEADS = """
            select m.person, m.paused, m.turn, (select count(*) from lead l where l.team_id = m.team_id
                and l.owner = m.person and l.outcome is null and l.stage <> 'DISQUALIFIED') as open
            from assignment_member m where m.team_id = ? order by m.position, m.person for update of m
            """;

    private final Database database;

    AssignOwners(Database database) {
        this.database = database;
    }

    /** The same leads in the same order, those of nobody with an owner where the team has somebody for them. */
    List<IntakeTarget> assign(TeamId team, List<IntakeTarget> made) {
        boolean needed = made.stream().anyMatch(one -> isNobodys(one.incoming()));
        Optional<OwnerChoice> choice = needed ? choice(team) : Optional.empty();
        if (choice.isEmpty()) {
            return made;
        }
        List<IntakeTarget> assigned = new ArrayList<>(made.size());
        for (IntakeTarget one : made) {
            IncomingLead lead = one.incoming();
            String owner = isNobodys(lead) ? choice.get().next(fields(lead)) : null;
            assigned.add(owner == null ? one : new IntakeTarget(one.id(), owned(lead, owner)));
        }
        remember(team, choice.get());
        return assigned;
    }

    /** The owner of one lead that comes from mail, null if it stays nobody's. */
    @Nullable
    String ownerOf(TeamId team, @Nullable String country) {
        return choice(team)
                .map(choice -> {
                    String owner = choice.next(country == null ? Map.of() : Map.of("country", country));
                    remember(team, choice);
                    return owner;
                })
                .orElse(null);
    }

    private static boolean isNobodys(IncomingLead lead) {
        return lead.value(LeadField.OWNER) == null && lead.value(LeadField.OUTCOME) == null;
    }

    /** Holds the team's row, so that two who make leads at once take turns one after the other. */
    private Optional<OwnerChoice> choice(TeamId team) {
        return database.first(
                        "select way from assignment where team_id = ? for update",
                        row -> AssignmentWay.valueOf(row.getString("way")),
                        team.value())
                .map(way -> new OwnerChoice(
                        way,
                        database.list(
                                OPEN_LEADS,
                                row -> new OwnerChoice.Member(
                                        row.getString("person"),
                                        row.getBoolean("paused"),
                                        row.getLong("turn"),
                                        row.getLong("open")),
                                team.value()),
                        database.list(
                                "select field, value, person from assignment_territory where team_id = ? order by position",
                                row -> new OwnerChoice.Territory(
                                        row.getString("field"), row.getString("value"), row.getString("person")),
                                team.value())));
    }

    private void remember(TeamId team, OwnerChoice choice) {
        choice.turns()
                .forEach((person, turn) -> database.write(
                        "update assignment_member set turn = ? where team_id = ? and person = ? and turn <> ?",
                        turn,
                        team.value(),
                        person,
                        turn));
    }

    private static Map<String, String> fields(IncomingLead lead) {
        Map<String, String> fields = new HashMap<>(lead.attributes());
        for (LeadField field : List.of(LeadField.COUNTRY, LeadField.COMPANY, LeadField.SOURCE)) {
            String value = lead.value(field);
            if (value != null) {
                fields.put(field.wire(), value);
            }
        }
        return fields;
    }

    private static IncomingLead owned(IncomingLead lead, String owner) {
        Map<LeadField, String> fields = new EnumMap<>(LeadField.class);
        fields.putAll(lead.fields());
        fields.put(LeadField.OWNER, owner);
        return new IncomingLead(lead.row(), fields, lead.attributes());
    }
}
