package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The lead that a person is; scores, tasks and predictions go with it. */
@Singleton
class ForgetLeads implements PersonalData {
    private static final String OF_THE_LEAD =
            "team_id = :team and lead_id in (select id from lead where team_id = :team and email = :address)";

    private final Database database;

    ForgetLeads(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "leads";
    }

    @Override
    public Turn turn() {
        return Turn.LEADS;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.deleted("changed_lead", OF_THE_LEAD),
                PersonRows.shown("lead_change", OF_THE_LEAD).without("changed_xid"),
                PersonRows.shown("hand_over_item", OF_THE_LEAD),
                PersonRows.shown("lead_share", OF_THE_LEAD),
                PersonRows.shown("lead_note", OF_THE_LEAD),
                PersonRows.deleted("lead_import_item", OF_THE_LEAD).without("after"),
                PersonRows.deleted("lead", "team_id = :team and email = :address")
                        .without("words"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "assignment.*",
                "of staff, not of recipients",
                "assignment_member.*",
                "of staff, not of recipients",
                "assignment_territory.*",
                "what leads of a person of the staff have in common; no recipient is named",
                "hand_over.*",
                "of staff, not of recipients",
                "lead_import.*",
                "who of the staff imported which file, and the names of its columns",
                "lead_import_piece.*",
                "a file on its way in, of which nobody is known yet; gone when it is taken in, or after a day",
                "lead_import_message.*",
                "numbers of rows and what is wrong with them, in our words; no cell is quoted",
                "lead_attribute.*",
                "names and types of columns");
    }

    @Override
    public List<String> addresses() {
        return List.of("lead.email");
    }

    @Override
    public Set<String> inUse(TeamId team, Collection<String> addresses, Instant since) {
        return new HashSet<>(database.list(
                "select email from lead where team_id = ? and email = any (?) and updated_at >= ?",
                row -> row.getString(1),
                team.value(),
                Database.texts(addresses),
                since));
    }

    /** Holds the lead, so that nobody scores it while it goes. */
    @Override
    public Forgotten forget(Person person) {
        List<String> ids = database.list(
                "select id::text from lead where team_id = ? and email = ? for update",
                row -> row.getString(1),
                person.team().value(),
                person.address());
        return new Forgotten(0, new HashSet<>(ids));
    }
}
