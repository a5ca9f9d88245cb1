package salesinsights.crm.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;

/**
 * Answers to requests with an {@code Idempotency-Key}, kept for two days: a repeated request gets the answer of the
 * first, one that runs meanwhile waits for it. In the transaction of the effect.
 */
@Singleton
class Answered {
    private static final int KEY_AT_MOST = 200;

    private final Database database;
    private final ObjectMapper json;

    Answered(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    <T> T once(Caller caller, String key, Object request, Class<T> type, Supplier<T> work) {
        if (key.isBlank() || key.length() > KEY_AT_MOST || key.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("Idempotency-Key", "has 1 to " + KEY_AT_MOST + " printable characters");
        }
        Team team = caller.ownTeams().stream()
                .findFirst()
                .orElseThrow(() -> Problem.refused("no-team", "The account is in no team."));
        database.write("delete from sync_request where created_at < now() - interval '2 days'");
        String digest = digestOf(request);
        int fresh = database.write(
                "insert into sync_request (team_id, caller, key, digest, answer) values (?, ?, ?, decode(?, 'hex'), '{}')"
                        + " on conflict do nothing",
                team.id().value(),
                caller.username(),
                key,
                digest);
        if (fresh == 0) {
            return kept(team, caller, key, digest, type);
        }
        T answer = work.get();
        database.write(
                "update sync_request set answer = ?::jsonb where team_id = ? and caller = ? and key = ?",
                written(answer),
                team.id().value(),
                caller.username(),
                key);
        return answer;
    }

    private <T> T kept(Team team, Caller caller, String key, String digest, Class<T> type) {
        return database.first(
                        "select encode(digest, 'hex') as digest, answer from sync_request"
                                + " where team_id = ? and caller = ? and key = ?",
                        row -> {
                            if (!row.getString("digest").equals(digest)) {
                                throw Problem.refused(
                                        "idempotency-key-reused", "This Idempotency-Key was used for another request.");
                            }
                            return read(row.getString("answer"), type);
                        },
                        team.id().value(),
                        caller.username(),
                        key)
                .orElseThrow(() -> Problem.conflict("The first request of this Idempotency-Key is gone, repeat it."));
    }

    private String digestOf(Object request) {
        try {
            byte[] written = json.writeValueAsBytes(request);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("what was JSON is JSON, SHA-256 is part of every JDK", impossible);
        }
    }

    private String written(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer is always JSON", impossible);
        }
    }

    private <T> T read(String stored, Class<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored answer is not what was stored", broken);
        }
    }
}
