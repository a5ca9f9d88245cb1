package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
                outcome, outcome_at, source)
            select i.id, ?, i.attributes::jsonb, i.external_id, coalesce(i.name, ''), i.email, coalesce(i.company, ''),
                i.phone, i.country, i.owner, coalesce(i.stage, 'NEW'), i.outcome,
                case when i.outcome is not null then coalesce(i.outcome_at::timestamptz, now()) end,
                coalesce(i.source, '')
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as i (id, attributes, external_id, name, email,
                company, phone, country, owner, stage, outcome, outcome_at, source)
            order by i.email, i.external_id
            on conflict do nothing
            """;

    private static final String UPDATE = """
            update lead l set
                external_id = n.external_id, name = n.name, email = n.email, company = n.company, phone = n.phone,
                country = n.country, owner = n.owner, stage = n.stage, outcome = n.outcome, outcome_at = n.outcome_at,
                source = n.source, attributes = n.attributes
            from (
                select o.id, coalesce(i.external_id, o.external_id) as external_id, coalesce(i.name, o.name) as name,
                    coalesce(i.email, o.email) as email, coalesce(i.company, o.company) as company,
                    coalesce(i.phone, o.phone) as phone, coalesce(i.country, o.country) as country,
                    coalesce(i.owner, o.owner) as owner, coalesce(i.stage, o.stage) as stage,
                    coalesce(i.outcome, o.outcome) as outcome,
                    case when i.outcome is null then o.outcome_at
                        else coalesce(i.outcome_at::timestamptz,
                            case when i.outcome = o.outcome then o.outcome_at end, now()) end as outcome_at,
                    coalesce(i.source, o.source) as source, o.attributes || i.attributes::jsonb as attributes
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as i (id, attributes, external_id, name,
                    email, company, phone, country, owner, stage, outcome, outcome_at, source)
                join lead o on o.id = i.id and o.team_id = ?) n
            where l.id = n.id
              and (l.external_id, l.name, l.email, l.company, l.phone, l.country, l.owner, l.stage, l.outcome,
                    l.outcome_at, l.source, l.attributes)
                is distinct from (n.external_id, n.name, n.email, n.company, n.phone, n.country, n.owner, n.stage,
                    n.outcome, n.outcome_at, n.source, n.attributes)
            """;

    private final Database database;
    private final LeadRows rows;

    LeadIntake(Database database, LeadRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * Takes a batch in. Rows that contradict what the team has are refused one by one; the others are taken.
     *
     * @param incoming at most a few thousand, no external id and no address twice among them
     */
    public Intake accept(TeamId team, List<IncomingLead> incoming) {
        lock(team, incoming);
        List<Target> made = new ArrayList<>();
        List<Target> known = new ArrayList<>();
        List<Problem.Field> refused = new ArrayList<>();
        for (Match match : match(team, incoming)) {
            switch (match.decide()) {
                case Decision.Make() -> made.add(new Target(Ids.next(), match.incoming()));
                case Decision.Update(UUID id) -> known.add(new Target(id, match.incoming()));
                case Decision.Refuse(LeadField field, String why) ->
                    refused.add(new Problem.Field(field.wire(), why, match.incoming().row()));
            }
        }
        int created = made.isEmpty() ? 0 : insert(team, made);
        int updated = known.isEmpty() ? 0 : update(team, known);
        if (created < made.size()) {
            throw Problem.conflict("The same leads were added by somebody else at this moment; send it again.");
        }
        return new Intake(created, updated, known.size() - updated, refused);
    }

    /** One intake of a team at a time, and its leads in one order: two that overlap cannot lock each other out. */
    private void lock(TeamId team, List<IncomingLead> incoming) {
        database.list(
                "select pg_advisory_xact_lock(hashtext('lead intake'), ?::int)",
                row -> "",
                (int) team.value());
        String sql = """
                select l.id from lead l where l.id in (
                    select id from lead where team_id = ? and external_id = any (?)
                    union select id from lead where team_id = ? and email = any (?))
                order by l.id for no key update
                """;
        database.list(
                sql,
                row -> "",
                team.value(),
                cells(incoming, LeadField.EXTERNAL_ID),
                team.value(),
                cells(incoming, LeadField.EMAIL));
    }

    private record Target(UUID id, IncomingLead incoming) {}

    private sealed interface Decision {
        record Make() implements Decision {}

        record Update(UUID lead) implements Decision {}

        record Refuse(LeadField field, String why) implements Decision {}
    }

    /** An incoming lead beside those that the team already has under its external id and under its address. */
    private record Match(
            IncomingLead incoming, @Nullable UUID byId, @Nullable UUID byEmail, @Nullable String emailsExternalId) {
        Decision decide() {
            if (byId != null && byEmail != null && !byId.equals(byEmail)) {
                return new Decision.Refuse(LeadField.EMAIL, "belongs to another lead of the team");
            }
            if (byId != null) {
                return new Decision.Update(byId);
            }
            if (byEmail == null) {
                return new Decision.Make();
            }
            boolean sameLead = emailsExternalId == null || incoming.value(LeadField.EXTERNAL_ID) == null;
            return sameLead
                    ? new Decision.Update(byEmail)
                    : new Decision.Refuse(LeadField.EMAIL, "belongs to the lead with external id " + emailsExternalId);
        }
    }

    private List<Match> match(TeamId team, List<IncomingLead> incoming) {
        String sql = """
                select i.n, x.id as by_id, m.id as by_email, m.external_id
                from unnest(?::text[], ?::text[]) with ordinality as i (external_id, email, n)
                left join lead x on x.team_id = ? and x.external_id = i.external_id
                left join lead m on m.team_id = ? and m.email = i.email
                order by i.n
                """;
        return database.list(
                sql,
                row -> new Match(
                        incoming.get(row.getInt("n") - 1),
                        row.getObject("by_id", UUID.class),
                        row.getObject("by_email", UUID.class),
                        row.getString("external_id")),
                cells(incoming, LeadField.EXTERNAL_ID),
                cells(incoming, LeadField.EMAIL),
                team.value(),
                team.value());
    }

    private int insert(TeamId team, List<Target> made) {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(team.value());
        parameters.addAll(columns(made));
        return database.write(INSERT, parameters.toArray());
    }

    private int update(TeamId team, List<Target> known) {
        List<@Nullable Object> parameters = new ArrayList<>(
                columns(known.stream().sorted(Comparator.comparing(Target::id)).toList()));
        parameters.add(team.value());
        return database.write(UPDATE, parameters.toArray());
    }

    private List<Database.Cells> columns(List<Target> targets) {
        List<Database.Cells> columns = new ArrayList<>();
        columns.add(Database.uuids(targets.stream().map(Target::id).toList()));
        columns.add(texts(targets, incoming -> rows.json(incoming.attributes())));
        STORED.forEach(field -> columns.add(texts(targets, incoming -> incoming.value(field))));
        return columns;
    }

    private static Database.Cells texts(List<Target> targets, Function<IncomingLead, @Nullable String> cell) {
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
