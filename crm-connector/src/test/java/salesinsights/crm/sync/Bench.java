package salesinsights.crm.sync;

import static org.awaitility.Awaitility.await;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.ConnectionView;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.connection.NewConnection;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/** A team of its own for each test, with leads and connections. */
@Singleton
class Bench {
    private final Database database;
    private final Scopes scopes;
    private final Teams teams;
    private final Connections connections;
    private final Leads leads;
    private final StormyCrms crms;

    Bench(Database database, Scopes scopes, Teams teams, Connections connections, Leads leads, StormyCrms crms) {
        this.database = database;
        this.scopes = scopes;
        this.teams = teams;
        this.connections = connections;
        this.leads = leads;
        this.crms = crms;
    }

    Team team(String above) {
        return teams.require(new TeamPath(above + "/t" + UUID.randomUUID()));
    }

    Team team() {
        return team("/teams");
    }

    ConnectionId connect(Team team) {
        return in(team, () -> connections.create(team, wanted(), "mona")).id();
    }

    private static NewConnection wanted() {
        return new NewConnection(null, "stormy", "CRM " + UUID.randomUUID(), Map.of(), null);
    }

    StormyCrm crm(ConnectionId connection) {
        return crms.behind(connection);
    }

    /** Leads called {@code Lead 0}, {@code Lead 1}, ..., scored already. */
    List<LeadId> leads(Team team, int count) {
        List<LeadId> made = IntStream.range(0, count)
                .mapToObj(number -> new LeadId(Ids.next()))
                .toList();
        scopes.runAsWorker(() -> {
            for (LeadId id : made) {
                database.write(
                        "insert into lead (id, team_id, name, email) values (?, ?, ?, ?)",
                        id.value(),
                        team.id().value(),
                        "Lead " + made.indexOf(id),
                        id.value() + "@example.com");
            }
        });
        calm();
        return made;
    }

    /** Waits until scoring has nothing left to do: it changes leads, too. */
    void calm() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        scopes.asWorker(() -> database.list("select 1 from changed_lead limit 1", row -> row.getInt(1))
                                .isEmpty()));
    }

    void rename(LeadId lead, String name) {
        scopes.runAsWorker(() -> database.write("update lead set name = ? where id = ?", name, lead.value()));
    }

    void announce(LeadId lead) {
        scopes.runAsWorker(() -> leads.announce(List.of(lead)));
    }

    String outcomeOf(Team team, LeadId lead) {
        return in(
                team,
                () -> String.valueOf(
                        leads.find(Set.of(team.id()), lead).orElseThrow().outcome()));
    }

    /** What every lead of the team is called, by id: what a CRM must hold. */
    Map<String, String> namesOf(Team team) {
        return scopes.asWorker(() -> database
                .list(
                        "select id, name from lead where team_id = ?",
                        row -> List.of(row.getString(1), row.getString(2)),
                        team.id().value())
                .stream()
                .collect(Collectors.toMap(List::getFirst, List::getLast)));
    }

    Map<String, String> held(ConnectionId connection) {
        return records(connection).stream().collect(Collectors.toMap(CrmLead::externalId, CrmLead::name));
    }

    /** When the CRM last took a state of the lead. */
    Instant storedAt(ConnectionId connection, LeadId lead) {
        return crm(connection).memory.readBack(null, 100_000).stream()
                .filter(record -> record.lead().externalId().equals(lead.value().toString()))
                .findFirst()
                .orElseThrow()
                .storedAt();
    }

    List<CrmLead> records(ConnectionId connection) {
        return crm(connection).memory.readBack(null, 100_000).stream()
                .map(KeptRecord::lead)
                .toList();
    }

    ConnectionView view(Team team, ConnectionId connection) {
        return in(team, () -> connections.require(Set.of(team.id()), connection));
    }

    /** A follow-up of the lead, due tomorrow. */
    UUID followUp(Team team, LeadId lead, String title) {
        UUID id = Ids.next();
        scopes.runAsWorker(() -> database.write(
                "insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)"
                        + " values (?, ?, ?, 'HOT', ?, ?, 'Because', 'rita', now() + interval '1 day')",
                id,
                team.id().value(),
                lead.value(),
                id.toString(),
                title));
        return id;
    }

    String statusOf(UUID followUp) {
        return scopes.asWorker(
                () -> database.first("select status from follow_up where id = ?", row -> row.getString(1), followUp)
                        .orElseThrow());
    }

    /** What of the team's leads have this column, by it. */
    Map<String, LeadId> leadsBy(Team team, String column) {
        return scopes.asWorker(() -> database
                .list(
                        "select id, " + column + " from lead where team_id = ? and " + column + " is not null",
                        row -> Map.entry(row.getString(2), new LeadId(row.getObject(1, UUID.class))),
                        team.id().value())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one)));
    }

    /** Many changes at once. */
    void rename(List<LeadId> leads, String name) {
        scopes.runAsWorker(() -> database.write(
                "update lead set name = ? where id = any (?)",
                name,
                Database.uuids(leads.stream().map(LeadId::value).toList())));
    }

    Connections connections() {
        return connections;
    }

    <T> T in(Team team, Supplier<T> work) {
        return scopes.inTeams(Set.of(team.id()), work);
    }

    /** What happens to a worker that died: its lease runs out. */
    void endLease(ConnectionId connection) {
        scopes.runAsWorker(() -> database.write(
                "update crm_sync set leased_until = '-infinity' where connection_id = ?", connection.value()));
    }
}
