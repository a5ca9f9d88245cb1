package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Leads for the scoring job, locked until its transaction ends. Only for jobs: it sees all teams. */
@Singleton
public class ScoringLeads {
    private static final String LOCKED = LeadRows.SELECT + "where l.id = any (?) order by l.id for no key update of l";

    /** Keycloak's names of service accounts begin so: what they send is nobody's lead. */
    private static final String SERVICE = "service-account-";

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;
    private final LeadRows rows;
    private final Scopes scopes;
    private final AssignOwners owners;

    ScoringLeads(Database database, LeadRows rows, Scopes scopes, AssignOwners owners) {
        this.database = database;
        this.rows = rows;
        this.scopes = scopes;
        this.owners = owners;
    }

    /** The leads that these recipients are, made where a team has none with the address. Waits for those in use. */
    public List<Lead> lockOf(Collection<SentTo> recipients) {
        if (find(recipients).size() < addresses(recipients).size()) {
            // On its own, so that this transaction never holds a new address while it waits for a lead.
            scopes.runAsWorker(() -> make(recipients));
        }
        return database.list(LOCKED, rows::read, Database.uuids(find(recipients)));
    }

    /** Claims leads whose own fields changed, exclusively; those in use come another time. */
    public List<UUID> claimChanged(int atMost) {
        String sql = """
                delete from changed_lead where lead_id = any (array(
                    select c.lead_id from changed_lead c join lead l on l.id = c.lead_id
                    where c.since <= now() order by c.since limit ? for update of c, l skip locked))
                returning lead_id
                """;
        return database.list(sql, row -> row.getObject("lead_id", UUID.class), atMost);
    }

    /** The claimed leads. */
    public List<Lead> claimed(Collection<UUID> leads) {
        return database.list(LOCKED, rows::read, Database.uuids(leads));
    }

    /** Leads of these teams by id, behind {@code after}; not locked. */
    public List<Lead> page(Collection<TeamId> teams, @Nullable UUID after, int atMost) {
        UUID from = after == null ? BEFORE_ALL : after;
        return database.list(
                LeadRows.SELECT + "where l.team_id = any (?) and l.id > ? and c.lead_id > ? order by l.id limit ?",
                rows::read,
                Database.longs(teams.stream().map(TeamId::value).toList()),
                // Said of both: else the changes of all leads before are merged with nothing, page by page more of
                // them.
                from,
                from,
                atMost);
    }

    /** Leaves a lead to claims from five minutes on, because it cannot be scored now. */
    public void putOff(UUID lead) {
        database.write("update changed_lead set since = now() + interval '5 minutes' where lead_id = ?", lead);
    }

    private record Address(long team, String email) {}

    private static Collection<Address> addresses(Collection<SentTo> recipients) {
        return recipients.stream()
                .map(sent -> new Address(sent.team().value(), sent.address()))
                .collect(Collectors.toSet());
    }

    private List<UUID> find(Collection<SentTo> recipients) {
        List<Address> wanted = List.copyOf(addresses(recipients));
        String sql = """
                select l.id from unnest(?::bigint[], ?::text[]) as wanted (team_id, email)
                join lead l on l.team_id = wanted.team_id and l.email = wanted.email
                """;
        return database.list(
                sql,
                row -> row.getObject("id", UUID.class),
                Database.longs(wanted.stream().map(Address::team).toList()),
                Database.texts(wanted.stream().map(Address::email).toList()));
    }

    private void make(Collection<SentTo> recipients) {
        TreeMap<String, SentTo> byAddress = new TreeMap<>();
        recipients.forEach(
                sent -> byAddress.putIfAbsent(sent.address() + " " + sent.team().value(), sent));
        List<SentTo> made = List.copyOf(byAddress.values());
        List<@Nullable String> countries = new ArrayList<>();
        List<@Nullable String> people = new ArrayList<>();
        made.forEach(sent -> {
            countries.add(sent.country());
            people.add(
                    sent.senderUser().startsWith(SERVICE)
                            ? owners.ownerOf(sent.team(), sent.country())
                            : sent.senderUser());
        });
        String sql = """
                insert into lead (id, team_id, email, name, country, owner, source)
                select id, team_id, email, name, country, owner, 'mail'
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as t (id, team_id, email, name, country, owner)
                order by email, team_id
                on conflict do nothing
                """;
        database.write(
                sql,
                Database.uuids(made.stream().map(sent -> Ids.next()).toList()),
                Database.longs(made.stream().map(sent -> sent.team().value()).toList()),
                Database.texts(made.stream().map(SentTo::address).toList()),
                Database.texts(made.stream().map(SentTo::name).toList()),
                Database.texts(countries),
                Database.texts(people));
    }
}
