package salesinsights.tracking.consent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.consent.ConsentRecord.Text;
import salesinsights.tracking.ground.Problem;

/**
 * What is sent to enter something into the ledger.
 *
 * @param team path, may be left out by who has one team
 * @param purposes one or more of mail, open, click, web, read_receipt, score, deliverability
 * @param state granted, denied, revoked or objected
 * @param method written, spoken, form, double_opt_in or import
 * @param evidence where the proof lies, in words; needed for granted
 * @param text the words that the person agreed to; needed for granted
 */
public record ConsentEntry(
        @Nullable String team,
        @Nullable String address,
        @Nullable List<String> purposes,
        @Nullable String state,
        @Nullable String method,
        @Nullable String evidence,
        @Nullable Wording text) {
    private static final int MAX_EVIDENCE = 2000;

    /** A text by its version: with the hash of its words, unless it is the current notice of this product. */
    public record Wording(
            @Nullable String id,
            @Nullable String sha256,
            @Nullable String language) {}

    static ConsentEntry present(@Nullable ConsentEntry given) {
        if (given == null) {
            throw Problem.unreadable("A JSON object with address, purposes, state and method is expected.", null);
        }
        return given;
    }

    List<Statement> statements(Subject subject, String enteredBy) {
        State said = Choice.of("state", state, State.GRANTED, State.DENIED, State.REVOKED, State.OBJECTED);
        Method how = Choice.of(
                "method", method, Method.WRITTEN, Method.SPOKEN, Method.FORM, Method.DOUBLE_OPT_IN, Method.IMPORT);
        String proof = evidence(said);
        Text words = text == null ? null : words(text);
        if (said == State.GRANTED && words == null) {
            throw Problem.invalid("text", "a consent needs the text that the person agreed to");
        }
        return matters().stream()
                .map(matter -> new Statement(subject, matter, said, how, words, proof, enteredBy))
                .toList();
    }

    private List<Matter> matters() {
        if (purposes == null || purposes.isEmpty() || purposes.size() > Matter.values().length) {
            throw Problem.invalid("purposes", "name at least one purpose, and each at most once");
        }
        List<Matter> matters = new ArrayList<>();
        for (String purpose : purposes) {
            matters.add(Choice.of("purposes", purpose, Matter.values()));
        }
        return matters.stream().distinct().toList();
    }

    private String evidence(State said) {
        String proof = evidence == null ? "" : evidence.strip();
        if (proof.length() > MAX_EVIDENCE || proof.indexOf('\0') >= 0) {
            throw Problem.invalid("evidence", "takes at most 2000 characters, none of them NUL");
        }
        if (proof.isEmpty() && said == State.GRANTED) {
            throw Problem.invalid("evidence", "a consent needs evidence: where it is, or how it was given");
        }
        return proof;
    }

    private static Text words(Wording given) {
        String id = bounded("text.id", given.id(), 100);
        String language = bounded("text.language", given.language(), 35);
        NoticeText ours = NoticeText.current(language);
        String sha256 = given.sha256();
        if (sha256 == null && ours.id().equals(id) && ours.language().equals(language)) {
            return new Text(id, ours.sha256(), language);
        }
        if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
            throw Problem.invalid("text.sha256", "must be the text's SHA-256 in lower-case hexadecimal");
        }
        return new Text(id, sha256, language);
    }

    private static String bounded(String field, @Nullable String given, int atMost) {
        String value = given == null ? "" : given.strip();
        if (value.isEmpty() || value.length() > atMost || value.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(field, "takes 1 to " + atMost + " characters");
        }
        return value;
    }
}
