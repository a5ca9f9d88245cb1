package salesinsights.tracking.erasure;

import jakarta.inject.Singleton;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.PrivacyRequest.State;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.seal.Seals;
import salesinsights.tracking.team.TeamId;

/** Requests whose person still has to be asked whether it was really meant, and the signed tokens of that question. */
@Singleton
public class Confirmations {
    private static final int MAC_BYTES = 16;
    private static final int SIGNED_BYTES = 24;
    private static final int TOKEN_LENGTH = 54;

    private final RequestTable table;
    private final Erasures erasures;
    private final PersonKeys keys;
    private final Seals seals;
    private final Database database;

    Confirmations(RequestTable table, Erasures erasures, PersonKeys keys, Seals seals, Database database) {
        this.table = table;
        this.erasures = erasures;
        this.keys = keys;
        this.seals = seals;
        this.database = database;
    }

    /**
     * A question to be sent.
     *
     * @param sender who last wrote to the person for the team, null if nobody did
     * @param language ISO 639
     */
    public record Question(
            UUID request,
            TeamId team,
            String address,
            @Nullable String sender,
            String language) {}

    /** What a token opens. {@code open} is false once it is decided. */
    public record Asked(UUID request, TeamId team, String language, boolean open, boolean confirmed) {}

    /** The question that has waited longest, nobody else's for so long. As a job. */
    public Optional<Question> next(Duration leaseFor) {
        return table.lease(State.UNCONFIRMED, leaseFor).flatMap(this::question);
    }

    private Optional<Question> question(Stored one) {
        byte[] sealed = one.address();
        return sealed == null
                ? Optional.empty()
                : keys.ring(one.team(), Set.of(one.subject()))
                        .open(one.subject(), sealed)
                        .map(address ->
                                new Question(one.id(), one.team(), address, sender(one, address), one.language()));
    }

    private @Nullable String sender(Stored one, String address) {
        return database.first("""
                        select m.sender_address from recipient r join tracked_message m on m.id = r.message_id
                        where r.team_id = ? and r.address = ? order by m.created_at desc limit 1
                        """, row -> row.getString(1), one.team().value(), address)
                .orElse(null);
    }

    /** It was sent. */
    public void sent(UUID request) {
        table.asked(request);
    }

    /** It could not be sent; tried again later. {@code why} is shown to the privacy officer. */
    public void notSent(UUID request, String why) {
        table.again(request, why);
    }

    /** Made for one request: only who read the mail has it. */
    public String token(UUID request, TeamId team) {
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .putLong(team.value())
                .putLong(request.getMostSignificantBits())
                .putLong(request.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES)
                        .put(signed)
                        .put(mac(signed))
                        .array());
    }

    private byte[] mac(byte[] signed) {
        byte[] purpose = Arrays.copyOf("confirm:".getBytes(StandardCharsets.US_ASCII), 8 + SIGNED_BYTES);
        System.arraycopy(signed, 0, purpose, 8, SIGNED_BYTES);
        return Arrays.copyOf(seals.seal(purpose), MAC_BYTES);
    }

    /** Whose request the token was made for; empty if it is not ours. Touches no database. */
    public Optional<Signed> read(String token) {
        if (token.length() != TOKEN_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(token);
            byte[] signed = Arrays.copyOf(whole, SIGNED_BYTES);
            byte[] mac = Arrays.copyOfRange(whole, SIGNED_BYTES, whole.length);
            if (!MessageDigest.isEqual(mac, mac(signed))) {
                return Optional.empty();
            }
            ByteBuffer parts = ByteBuffer.wrap(signed);
            TeamId team = new TeamId(parts.getLong());
            return Optional.of(new Signed(new UUID(parts.getLong(), parts.getLong()), team));
        } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
            return Optional.empty();
        }
    }

    /** What stands in a genuine token. */
    public record Signed(UUID request, TeamId team) {}

    /** How the request stands. In a transaction of the token's team; changes nothing. */
    public Optional<Asked> look(Signed signed) {
        return table.find(Set.of(signed.team()), signed.request())
                .map(one -> new Asked(
                        one.id(),
                        one.team(),
                        one.language(),
                        one.state() == State.UNCONFIRMED,
                        one.state() == State.RUNNING || one.state() == State.DONE));
    }

    /** The person means it. In a transaction of the token's team. */
    public void confirm(Signed signed) {
        erasures.confirm(signed.request(), signed.team());
    }
}
