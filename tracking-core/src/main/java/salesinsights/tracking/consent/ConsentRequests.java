package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.team.TeamId;

/** Who was asked for consent by mail, and how that went; in the caller's transaction. */
@Singleton
class ConsentRequests {
    private final Database database;

    ConsentRequests(Database database) {
        this.database = database;
    }

    /** {@code answer} is null while there is none. */
    record Request(
            UUID id,
            TeamId team,
            Subject subject,
            List<Matter> matters,
            String language,
            String askedBy,
            Instant askedAt,
            Instant expiresAt,
            @Nullable String answer) {
        boolean isOpen(Instant now) {
            return answer == null && expiresAt.isAfter(now);
        }
    }

    void add(Request request) {
        database.write(
                """
                insert into consent_request (id, team_id, subject, matters, language, asked_by, asked_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                request.id(),
                request.team().value(),
                request.subject().bytes(),
                Database.texts(request.matters()),
                request.language(),
                request.askedBy(),
                request.askedAt(),
                request.expiresAt());
    }

    /** Locked, so that it is answered once. */
    Optional<Request> locked(TeamId team, UUID id) {
        return database.first(
                "select * from consent_request where team_id = ? and id = ? for update",
                ConsentRequests::request,
                team.value(),
                id);
    }

    /** Newest first. */
    List<Request> of(TeamId team, Subject subject) {
        return database.list(
                "select * from consent_request where team_id = ? and subject = ? order by asked_at desc limit 100",
                ConsentRequests::request,
                team.value(),
                subject.bytes());
    }

    void answered(UUID id, String answer, Instant at) {
        database.write("update consent_request set answer = ?, answered_at = ? where id = ?", answer, at, id);
    }

    private static Request request(ResultSet row) throws SQLException {
        return new Request(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                new Subject(Digests.hex(row.getBytes("subject"))),
                Arrays.stream((String[]) row.getArray("matters").getArray())
                        .map(Matter::valueOf)
                        .toList(),
                row.getString("language"),
                row.getString("asked_by"),
                Objects.requireNonNull(Database.instant(row, "asked_at")),
                Objects.requireNonNull(Database.instant(row, "expires_at")),
                row.getString("answer"));
    }
}
