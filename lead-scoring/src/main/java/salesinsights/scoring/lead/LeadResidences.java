package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.KnownPeople;
import salesinsights.tracking.consent.Whereabouts;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Where leads live, as their CRM says it: for the decision what may be recorded of them. */
@Singleton
class LeadResidences implements KnownPeople {
    /** What CRMs call the country of a lead's company, in lower case and with blanks for everything but letters. */
    private static final List<String> COMPANY_COUNTRY = List.of(
            "company country",
            "country of company",
            "company country region",
            "account country",
            "billing country",
            "hq country",
            "organization country",
            "organisation country");

    private static final String KNOWN = """
            select l.team_id, l.email, l.country, l.phone, case when l.attributes <> '{}' then (
                select a.value from jsonb_each_text(l.attributes) a
                where btrim(lower(regexp_replace(a.key, '[^A-Za-z]+', ' ', 'g'))) = any (?) and a.value <> '' limit 1)
                end as company_country
            from unnest(?::bigint[], ?::text[]) as w (team_id, email)
            join lead l on l.team_id = w.team_id and l.email = w.email
            """;

    private final Database database;

    LeadResidences(Database database) {
        this.database = database;
    }

    @Override
    public Map<Contact, Whereabouts> of(Collection<Contact> people) {
        if (people.isEmpty()) {
            return Map.of();
        }
        List<Contact> asked = List.copyOf(people);
        Map<Contact, Whereabouts> known = new HashMap<>();
        database.list(
                        KNOWN,
                        row -> Map.entry(contact(row), whereabouts(row)),
                        Database.texts(COMPANY_COUNTRY),
                        Database.longs(
                                asked.stream().map(one -> one.team().value()).toList()),
                        Database.texts(asked.stream().map(Contact::address).toList()))
                .forEach(one -> known.put(one.getKey(), one.getValue()));
        return known;
    }

    @Override
    public List<Contact> everybody(Set<TeamId> teams, int atMost) {
        return database.list(
                "select team_id, email from lead where team_id = any (?) and email is not null limit ?",
                LeadResidences::contact,
                Database.longs(teams.stream().map(TeamId::value).toList()),
                atMost);
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(new TeamId(row.getLong("team_id")), String.valueOf(row.getString("email")));
    }

    private static Whereabouts whereabouts(ResultSet row) throws SQLException {
        return new Whereabouts(
                row.getString("country"), code(row.getString("company_country")), row.getString("phone"));
    }

    /** What is written there but is no country stays as it is: an unknown one. */
    private static @Nullable String code(@Nullable String written) {
        return written == null ? null : Countries.code(written).orElse(written);
    }
}
