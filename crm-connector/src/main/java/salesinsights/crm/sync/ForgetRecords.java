package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;

/** What CRMs hold of a lead: each is told to forget it, too, and the mark stays until it has. */
@Singleton
class ForgetRecords implements PersonalData {
    private static final String OF_THE_LEAD =
            "lead_id in (select id from lead where team_id = :team and email = :address)";

    private final Database database;

    ForgetRecords(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "crm-records";
    }

    @Override
    public Turn turn() {
        return Turn.IN_THE_CRM;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.deleted("crm_record", OF_THE_LEAD).without("digest", "facts", "disputed"),
                PersonRows.deleted("crm_item", OF_THE_LEAD),
                PersonRows.deleted("crm_difference", OF_THE_LEAD));
    }

    @Override
    public Set<String> alsoMapped() {
        return Set.of("crm_erased.*");
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "connection.*", "the team's own connections",
                "crm_sync.*", "how far a connection is",
                "crm_pull.*", "how far kinds of records were pulled",
                "crm_entry.*", "owners, stages and companies of the CRM: staff and firms, not recipients",
                "crm_check.*", "how far a comparison is",
                "sync_request.*", "indexes and states of bulk requests, two days old at most");
    }

    @Override
    public Forgotten forget(Person person) {
        int marked = database.write("""
                insert into crm_erased (connection_id, lead_id, team_id, version, path)
                select r.connection_id, r.lead_id, r.team_id, c.version + 1, t.path
                from crm_record r join lead l on l.id = r.lead_id
                join lead_change c on c.lead_id = l.id join team t on t.id = l.team_id
                where l.team_id = ? and l.email = ?
                on conflict do nothing
                """, person.team().value(), person.address());
        return new Forgotten(marked, Set.of());
    }
}
