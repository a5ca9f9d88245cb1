package salesinsights.tracking.relay;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;

/** Mail that programs handed in for a person. */
@Singleton
class ForgetRelayedMail implements PersonalData {
    private final Database database;

    ForgetRelayedMail(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "relayed-mail";
    }

    @Override
    public Turn turn() {
        return Turn.LISTS_AND_NOTICES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.deleted(
                                "relay_mail",
                                "team_id = :team and :address = any (lower(recipients::text)::text[])"
                                        + " and (cardinality(recipients) = 1 or status = 'DONE')")
                        .without("raw", "header"),
                PersonRows.shown("relay_bounce", "team_id = :team and recipient_id = any (:recipients)"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(Map.entry("app_password.*", "of staff, not of recipients"));
    }

    /** Mail to several goes on to the others, without this one. */
    @Override
    public Forgotten forget(Person person) {
        String shared =
                " where team_id = ? and ? = any (lower(recipients::text)::text[]) and cardinality(recipients) > 1"
                        + " and status <> 'DONE'";
        database.first(
                        "select 1 from relay_mail" + shared + " and status = 'WAITING'",
                        row -> true,
                        person.team().value(),
                        person.address())
                .ifPresent(waiting -> {
                    throw new NotYet("A mail to several people still waits to be handed on.");
                });
        int rows = database.write(
                "update relay_mail set recipients = array(select r from unnest(recipients) r where lower(r) <> ?),"
                        + " raw = null, header = ''" + shared,
                person.address(),
                person.team().value(),
                person.address());
        return new Forgotten(rows, Set.of());
    }
}
