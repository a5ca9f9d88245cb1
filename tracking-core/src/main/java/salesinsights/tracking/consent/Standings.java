package salesinsights.tracking.consent;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.team.TeamId;

/** Where people stand now, read from the ledger each time: a withdrawal works on the very next event. */
@Singleton
class Standings {
    private static final String NEWEST = """
            select team_id, encode(subject, 'hex') as subject, matter,
                coalesce(max(position) filter (where state = 'GRANTED'), 0) as granted,
                coalesce(max(position) filter (where state in ('DENIED', 'REVOKED')), 0) as refused,
                coalesce(max(position) filter (where state = 'OBJECTED'), 0) as objected,
                coalesce(max(position) filter (where state = 'LIFTED'), 0) as lifted
            from consent_record
            where (team_id, subject) in (select t, decode(s, 'hex') from unnest(?::bigint[], ?::text[]) as w (t, s))
            group by team_id, subject, matter
            """;

    private final AgroalDataSource database;

    Standings(AgroalDataSource database) {
        this.database = database;
    }

    /** One person as one team knows them. */
    record Of(TeamId team, Subject subject) {}

    /** Where this person stands on every matter that the ledger has an entry for. */
    Map<Matter, Standing> of(TeamId team, Subject subject) {
        Of person = new Of(team, subject);
        return of(List.of(person)).getOrDefault(person, Map.of());
    }

    /** The same for many, in one statement; silent people are absent. */
    Map<Of, Map<Matter, Standing>> of(Collection<Of> people) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            people.stream().map(one -> one.team().value()).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            people.stream().map(one -> one.subject().hex()).toArray()));
            Map<Of, Map<Matter, Standing>> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Of person = new Of(new TeamId(row.getLong("team_id")), new Subject(row.getString("subject")));
                    found.computeIfAbsent(person, any -> new EnumMap<>(Matter.class))
                            .put(Matter.valueOf(row.getString("matter")), read(row));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException("the consent ledger could not be read", failed);
        }
    }

    private static Standing read(ResultSet row) throws SQLException {
        return new Standing(
                row.getLong("granted"), row.getLong("refused"), row.getLong("objected"), row.getLong("lifted"));
    }
}
