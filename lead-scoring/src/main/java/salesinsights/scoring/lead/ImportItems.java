package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.ground.Database;

/** What an import made of each lead: noted while it writes, read when it is taken back. */
@Singleton
class ImportItems {
    private static final int STEP = 500;

    /** Something happened with the lead that is more than the import and its own fit points. */
    private static final String USED = """
            exists (select from follow_up f where f.team_id = l.team_id and f.lead_id = l.id)
            or exists (select from score_entry e where e.lead_id = l.id and e.event_id is not null)
            or exists (select from recipient r where r.team_id = l.team_id and r.address = l.email)
            or exists (select from lead_share s where s.team_id = l.team_id and s.lead_id = l.id)
            or exists (select from hand_over_item h where h.team_id = l.team_id and h.lead_id = l.id)
            """;

    private static final String REMOVE = """
            delete from lead l using lead_import_item i
            where i.import_id = ? and l.id = any (?) and l.id = i.lead_id and l.team_id = i.team_id
              and i.before is null and md5(lead_content(l)::text) = i.after and not (
            """ + USED + ") returning l.id";

    private static final String RESTORE = """
            update lead l set external_id = b.external_id, name = b.name, email = b.email, company = b.company,
                phone = b.phone, country = b.country, owner = b.owner, stage = b.stage, outcome = b.outcome,
                outcome_at = b.outcome_at, source = b.source, attributes = b.attributes, created_at = b.created_at
            from lead_import_item i, jsonb_to_record(i.before) as b (external_id text, name text, email text,
                company text, phone text, country text, owner text, stage text, outcome text, outcome_at timestamptz,
                source text, attributes jsonb, created_at timestamptz)
            where i.import_id = ? and l.id = any (?) and l.id = i.lead_id and l.team_id = i.team_id
              and i.before is not null and md5(lead_content(l)::text) = i.after
              and not exists (select from lead other where other.team_id = l.team_id and other.id <> l.id
                and (other.email = b.email or other.external_id = b.external_id))
            returning l.id
            """;

    private final Database database;

    ImportItems(Database database) {
        this.database = database;
    }

    /** Notes what {@code writing} does to leads. */
    void watch(ImportTable.Job job, List<UUID> made, List<UUID> known, Runnable writing) {
        database.write(
                "insert into lead_import_item (import_id, lead_id, team_id, before)"
                        + " select ?, l.id, l.team_id, lead_content(l) from lead l where l.team_id = ? and l.id = any (?)",
                job.id(),
                job.team().value(),
                Database.uuids(known));
        writing.run();
        database.write(
                "delete from lead_import_item i using lead l where i.import_id = ? and i.lead_id = any (?)"
                        + " and l.id = i.lead_id and lead_content(l) = i.before",
                job.id(),
                Database.uuids(known));
        database.write(
                "update lead_import_item i set after = md5(lead_content(l)::text) from lead l"
                        + " where i.import_id = ? and i.lead_id = any (?) and l.id = i.lead_id",
                job.id(),
                Database.uuids(known));
        database.write(
                "insert into lead_import_item (import_id, lead_id, team_id, after)"
                        + " select ?, l.id, l.team_id, md5(lead_content(l)::text) from lead l"
                        + " where l.team_id = ? and l.id = any (?)",
                job.id(),
                job.team().value(),
                Database.uuids(made));
    }

    /** @param left true if there may be more */
    record Undone(int takenBack, int kept, boolean left) {}

    /** Takes some leads back to what they were; those that changed since, or that people dealt with, stay. */
    Undone undoSome(ImportTable.Job job) {
        List<UUID> leads = database.list(
                "select lead_id from lead_import_item where import_id = ? and outcome is null order by lead_id limit "
                        + STEP,
                row -> row.getObject(1, UUID.class),
                job.id());
        Database.Cells ids = Database.uuids(leads);
        database.list(
                "select id from lead where team_id = ? and id = any (?) order by id for update",
                row -> "",
                job.team().value(),
                ids);
        Set<UUID> done = new HashSet<>(database.list(RESTORE, row -> row.getObject(1, UUID.class), job.id(), ids));
        done.addAll(database.list(REMOVE, row -> row.getObject(1, UUID.class), job.id(), ids));
        database.write(
                "delete from changed_lead c where c.lead_id = any (?)"
                        + " and not exists (select from lead l where l.id = c.lead_id)",
                ids);
        database.write(
                "update lead_import_item set outcome = case when lead_id = any (?) then 'TAKEN_BACK' else 'KEPT' end"
                        + " where import_id = ? and lead_id = any (?)",
                Database.uuids(done),
                job.id(),
                ids);
        return new Undone(done.size(), leads.size() - done.size(), leads.size() == STEP);
    }
}
