package salesinsights.tracking.consent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/**
 * One entry of the ledger as it is stored.
 *
 * @param position counts from 1 in each team's chain
 * @param askAgainAt after a refusal, not before then may the person be asked again
 */
public record ConsentRecord(
        UUID id,
        TeamId team,
        long position,
        Statement statement,
        Instant recordedAt,
        String policyVersion,
        @Nullable Instant askAgainAt) {

    /** What a person can say about a matter. */
    enum State {
        GRANTED,
        DENIED,
        REVOKED,
        OBJECTED,
        /** Takes an objection back; grants nothing. */
        LIFTED;

        boolean refuses() {
            return this == DENIED || this == REVOKED || this == OBJECTED;
        }
    }

    /** How it reached us. */
    enum Method {
        WRITTEN,
        SPOKEN,
        FORM,
        DOUBLE_OPT_IN,
        IMPORT,
        /** Pressed on the recipient's own page. */
        RECIPIENT_PAGE,
        /** Unsubscribed from within the mail program (RFC 8058). */
        ONE_CLICK
    }

    /** The words that the person agreed to: {@code sha256} in lower-case hexadecimal. */
    public record Text(String id, String sha256, String language) {}

    /** What somebody said, before it is in the ledger. */
    record Statement(
            Subject subject,
            Matter matter,
            State state,
            Method method,
            @Nullable Text text,
            String evidence,
            String enteredBy) {
        Statement withEvidence(String other) {
            return new Statement(subject, matter, state, method, text, other, enteredBy);
        }
    }

    ConsentRecord saying(Statement other) {
        return new ConsentRecord(id, team, position, other, recordedAt, policyVersion, askAgainAt);
    }

    /** All that the seal covers, unambiguously: every text goes with its length. */
    byte[] contentAfter(byte[] previousSeal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(previousSeal);
            out.writeUTF(id.toString());
            out.writeLong(team.value());
            out.writeLong(position);
            out.writeUTF(statement.subject().hex());
            out.writeUTF(statement.matter().name());
            out.writeUTF(statement.state().name());
            out.writeUTF(statement.method().name());
            Text text = statement.text();
            out.writeUTF(text == null ? "" : text.id());
            out.writeUTF(text == null ? "" : text.sha256());
            out.writeUTF(text == null ? "" : text.language());
            out.writeUTF(statement.evidence());
            out.writeUTF(statement.enteredBy());
            out.writeUTF(recordedAt.toString());
            out.writeUTF(policyVersion);
            out.writeUTF(String.valueOf(askAgainAt));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
