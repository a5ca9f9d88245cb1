package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.Suppressions;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/**
 * Takes leads in, many at once, in the caller's transaction: a lead that the team has by external id or by address is
 * updated, the others are made. Taking the same thing twice changes nothing.
 */
@Singleton
public class LeadIntake {
    private static final List<LeadField> STORED = Stream.of(LeadField.values())
            .filter(field -> !field.column().isEmpty())
            .toList();

    private static final String INSERT = """
            insert into lead (id, team_id, attributes, external_id, name, email, company, phone, country, owner, stage,
                outcome, outcome_at, source, created_at)
            select i.id, ?, i.attributes::jsonb, i.external_id, coalesce(i.name, ''), i.email, coalesce(i.company, ''),
                i.phone, i.country, i.owner, coalesce(i.stage, 'NEW'), i.outcome,
                case when i.outcome is not null then coalesce(i.outcome_at::timestamptz, now()) end,
                coalesce(i.source, ''), coalesce(i.created_at::timestamptz, now())
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as i (id, attributes, external_id,
                name, email, company, phone, country, owner, stage, outcome, outcome_at, source, created_at)
            order by i.email, i.external_id
            on conflict do nothing
            """;

    private static final String UPDATE = """
            update lead l set
                external_id = n.external_id, name = n.name, email = n.email, company = n.company, phone = n.phone,
                country = n.country, owner = n.owner, stage = n.stage, outcome = n.outcome, outcome_at = n.outcome_at,
                source = n.source, attributes = n.attributes, created_at = n.created_at
            from (
                select o.id, coalesce(i.external_id, o.external_id) as external_id, coalesce(i.name, o.name) as name,
                    coalesce(i.email, o.email) as email, coalesce(i.company, o.company) as company,
                    coalesce(i.phone, o.phone) as phone, coalesce(i.country, o.country) as country,
                    coalesce(i.owner, o.owner) as owner, coalesce(i.stage, o.stage) as stage,
                    coalesce(i.outcome, o.outcome) as outcome,
                    case when i.outcome is null then o.outcome_at
                        else coalesce(i.outcome_at::timestamptz,
                            case when i.outcome = o.outcome then o.outcome_at end, now()) end as outcome_at,
                    coalesce(i.source, o.source) as source,
                    coalesce(i.created_at::timestamptz, o.created_at) as created_at, o.attributes || i.attributes::jsonb as attributes
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as i (id, attributes, external_id,
                    name, email, company, phone, country, owner, stage, outcome, outcome_at, source, created_at)
                join lead o on o.id = i.id
                where o.team_id = ? and o.id = any (?)) n
            where l.id = n.id and l.id = any (?)
              and (l.external_id, l.name, l.email, l.company, l.phone, l.country, l.owner, l.stage, l.outcome,
                    l.outcome_at, l.source, l.attributes, l.created_at)
                is distinct from (n.external_id, n.name, n.email, n.company, n.phone, n.country, n.owner, n.stage,
                    n.outcome, n.outcome_at, n.source, n.attributes, n.created_at)
            """;

    private final Database database;
    private final LeadRows rows;
    private final ContactFlags flags;
    private final Suppressions suppressions;
    private final AssignOwners owners;

    LeadIntake(Database database, LeadRows rows, ContactFlags flags, Suppressions suppressions, AssignOwners owners) {
        this.database = database;
        this.rows = rows;
        this.flags = flags;
        this.suppressions = suppressions;
        this.owners = owners;
    }

    /**
     * Takes a batch in. Rows that contradict what the team has are refused one by one; the others are taken.
     *
     * @param incoming at most a few thousand, no external id and no address twice among them
     */
    public Intake accept(TeamId team, List<IncomingLead> incoming) {
        return accept(team, incoming, (made, known, writing) -> writing.run());
    }

    /** Somebody who notes what a batch does to leads: before and after {@code writing}, which it has to run once. */
    @FunctionalInterface
    interface Witness {
        void watch(List<UUID> made, List<UUID> known, Runnable writing);
    }

    Intake accept(TeamId team, List<IncomingLead> incoming, Witness witness) {
        takeTurn(team);
        flags.heed(team, incoming);
        Plan plan = plan(team, incoming, true);
        int[] written = new int[2];
        witness.watch(ids(plan.made()), ids(plan.known()), () -> {
            written[0] = plan.made().isEmpty() ? 0 : insert(team, owners.assign(team, plan.made()));
            written[1] = plan.known().isEmpty() ? 0 : update(team, plan.known());
        });
        if (written[0] < plan.made().size()) {
            throw Problem.conflict("The same leads were added by somebody else at this moment; send it again.");
        }
        return new Intake(written[0], written[1], plan.known().size() - written[1], plan.refused());
    }

    /** What {@link #accept} would do, as far as it can be told without doing it: those that are there count as updated. */
    Intake foresee(TeamId team, List<IncomingLead> incoming) {
        Plan plan = plan(team, incoming, false);
        return new Intake(plan.made().size(), plan.known().size(), 0, plan.refused());
    }

    private record Plan(List<IntakeTarget> made, List<IntakeTarget> known, List<Problem.Field> refused) {}

    private Plan plan(TeamId team, List<IncomingLead> incoming, boolean lock) {
        // A plan that was made when the table was small reads all of it once it is not.
        database.write("set local plan_cache_mode = force_custom_plan");
        KnownLeads there = known(team, incoming, lock);
        Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<String> forgotten = suppressions.among(Set.of(team), addresses(incoming));
        for (IncomingLead lead : incoming) {
            switch (forgotten.contains(String.valueOf(lead.value(LeadField.EMAIL))) ? FORGOTTEN : there.decide(lead)) {
                case KnownLeads.Make() -> plan.made().add(new IntakeTarget(Ids.next(), lead));
                case KnownLeads.Update(UUID id) -> plan.known().add(new IntakeTarget(id, lead));
                case KnownLeads.Refuse(LeadField field, String why) ->
                    plan.refused().add(new Problem.Field(field.wire(), why, lead.row()));
            }
        }
        return plan;
    }

    private static List<UUID> ids(List<IntakeTarget> targets) {
        return targets.stream().map(IntakeTarget::id).toList();
    }

    /** One intake of a team at a time: two that overlap cannot lock each other out. */
    private void takeTurn(TeamId team) {
        database.list("select pg_advisory_xact_lock(hashtext('lead intake'), ?::int)", row -> "", (int) team.value());
    }

    static final String OF_SOMEBODY_FORGOTTEN = "is of somebody who was erased: nothing of them is kept again";
    private static final KnownLeads.Decision FORGOTTEN = new KnownLeads.Refuse(LeadField.EMAIL, OF_SOMEBODY_FORGOTTEN);

    private static List<String> addresses(List<IncomingLead> incoming) {
        return incoming.stream()
                .map(lead -> lead.value(LeadField.EMAIL))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Looks them up and may lock them, in the order of their ids as everybody does. */
    private KnownLeads known(TeamId team, List<IncomingLead> incoming, boolean lock) {
        Map<String, KnownLeads.Row> byExternalId = new HashMap<>();
        Map<String, KnownLeads.Row> byEmail = new HashMap<>();
        List<UUID> ids = new ArrayList<>();
        for (LeadField key : List.of(LeadField.EXTERNAL_ID, LeadField.EMAIL)) {
            ids.addAll(database.list(
                    // Joined, because "= any (...)" compares every lead with every cell while the table has no
                    // statistics.
                    "select l.id from unnest(?::text[]) as i (cell) join lead l on l.team_id = ? and l." + key.column()
                            + " = i.cell",
                    row -> row.getObject("id", UUID.class),
                    cells(incoming, key),
                    team.value()));
        }
        String found = "select id, external_id, email from lead where team_id = ? and id = any (?) order by id"
                + (lock ? " for no key update" : "");
        database.list(found, LeadIntake::row, team.value(), Database.uuids(ids)).forEach(row -> {
            if (row.externalId() != null) {
                byExternalId.put(row.externalId(), row);
            }
            if (row.email() != null) {
                byEmail.put(row.email(), row);
            }
        });
        return new KnownLeads(byExternalId, byEmail);
    }

    private static KnownLeads.Row row(ResultSet row) throws SQLException {
        return new KnownLeads.Row(
                row.getObject("id", UUID.class), row.getString("external_id"), row.getString("email"));
    }

    private int insert(TeamId team, List<IntakeTarget> made) {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(team.value());
        parameters.addAll(columns(made));
        return database.write(INSERT, parameters.toArray());
    }

    private int update(TeamId team, List<IntakeTarget> known) {
        List<IntakeTarget> ordered =
                known.stream().sorted(Comparator.comparing(IntakeTarget::id)).toList();
        Database.Cells ids =
                Database.uuids(ordered.stream().map(IntakeTarget::id).toList());
        List<@Nullable Object> parameters = new ArrayList<>(columns(ordered));
        parameters.add(team.value());
        parameters.add(ids);
        parameters.add(ids);
        // In the middle of an import the planner still believes the table to be tiny, and would compare all with all.
        nestedLoops("off");
        int updated = database.write(UPDATE, parameters.toArray());
        nestedLoops("on");
        return updated;
    }

    private void nestedLoops(String state) {
        database.list("select set_config('enable_nestloop', ?, true)", row -> "", state);
    }

    private List<Database.Cells> columns(List<IntakeTarget> targets) {
        List<Database.Cells> columns = new ArrayList<>();
        columns.add(Database.uuids(targets.stream().map(IntakeTarget::id).toList()));
        columns.add(texts(targets, incoming -> rows.json(incoming.attributes())));
        STORED.forEach(field -> columns.add(texts(targets, incoming -> incoming.value(field))));
        return columns;
    }

    private static Database.Cells texts(List<IntakeTarget> targets, Function<IncomingLead, @Nullable String> cell) {
        List<@Nullable String> values = new ArrayList<>();
        targets.forEach(target -> values.add(cell.apply(target.incoming())));
        return Database.texts(values);
    }

    private static Database.Cells cells(List<IncomingLead> incoming, LeadField field) {
        List<@Nullable String> values = new ArrayList<>();
        incoming.forEach(lead -> values.add(lead.value(field)));
        return Database.texts(values);
    }
}
