package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;

/** Messages to a person, and the copies of messages to several. */
@Singleton
class ForgetMessages implements PersonalData {
    private static final String ERASED = "[erased]";

    private static final String SUBJECTS = """
            update tracked_message m set subject = left(
                replace(case when length(r.name) >= 3 then replace(m.subject, r.name, ?) else m.subject end, r.address, ?),
                1000)
            from recipient r
            where r.id = any (?) and m.id = r.message_id
                and (position(r.address in m.subject) > 0 or length(r.name) >= 3 and position(r.name in m.subject) > 0)
            """;

    // Who clicked in the same second counts in the judgement of the others.
    private static final String NEIGHBOURS = """
            insert into judge_again (recipient_id, team_id)
            select distinct other.id, other.team_id from recipient mine
            join recipient other on other.message_id = mine.message_id
            where mine.id = any (?) and other.id <> all (?)
            """;

    // What was counted names nobody and stays; how many there were to count is less by the person.
    private static final String COUNTED = """
            update counted_cohort c set opens = greatest(c.opens - t.opens, 0), links = greatest(c.links - t.links, 0)
            from (select m.cohort_id, count(*) filter (where r.open_mode = 'AGGREGATE') as opens,
                    count(*) filter (where r.link_mode = 'AGGREGATE') as links
                from recipient r join counted_message m on m.message_id = r.message_id
                where r.id = any (?) group by m.cohort_id) t
            where c.id = t.cohort_id
            """;

    private final Database database;

    ForgetMessages(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public Turn turn() {
        return Turn.MESSAGES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.deleted("copy_to_send", "team_id = :team and recipient_id = any (:recipients)"),
                PersonRows.deleted("message_source", "team_id = :team and message_id = any (:messages)")
                        .without("raw"),
                PersonRows.deleted("message_request", "team_id = :team and message_id = any (:messages)"),
                PersonRows.deleted("tracked_link", "team_id = :team and message_id = any (:messages)"),
                PersonRows.deleted("recipient", "team_id = :team and id = any (:recipients)"),
                PersonRows.deleted("tracked_message", "team_id = :team and id = any (:messages)"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(
                Map.entry("counted_cohort.*", "counts of at least twenty people"),
                Map.entry("counted_message.*", "goes with its message"),
                Map.entry("smtp_server.*", "the team's own servers"),
                Map.entry("transparency_text.*", "texts for everybody"));
    }

    @Override
    public List<String> addresses() {
        return List.of("recipient.address");
    }

    /** A message to several stays for the others: without its source, and without this person in its subject. */
    @Override
    public Forgotten forget(Person person) {
        Database.Cells copies = Database.uuids(person.recipients());
        database.first(
                        "select 1 from recipient mine join copy_to_send other on other.message_id = mine.message_id"
                                + " and other.recipient_id <> mine.id join recipient r on r.id = other.recipient_id"
                                + " where mine.id = any (?) and r.address <> ?",
                        row -> true,
                        copies,
                        person.address())
                .ifPresent(waiting -> {
                    throw new NotYet("A message to several people is still being sent to the others.");
                });
        int rows = database.write(
                "delete from message_source where message_id in (select message_id from recipient where id = any (?))",
                copies);
        rows += database.write(SUBJECTS, ERASED, ERASED, copies);
        database.write(NEIGHBOURS, copies, copies);
        database.write(COUNTED, copies);
        return new Forgotten(rows, Set.of());
    }
}
