package salesinsights.tracking.ground;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Input that is refused, as RFC 9457 problem+json says it. The {@code type} is stable: clients may switch on it.
 * Messages quote input at most in part and never carry a token.
 */
public final class Problem extends RuntimeException {
    private final int status;
    private final String type;
    private final List<Field> fields;

    /** One member of the request and what is wrong with it; {@code row} counts from 1 in lists and files, 0 if none. */
    public record Field(String field, String message, int row) {
        public Field(String field, String message) {
            this(field, message, 0);
        }
    }

    private Problem(int status, String type, String detail, List<Field> fields, @Nullable Throwable cause) {
        super(detail, cause);
        this.status = status;
        this.type = type;
        this.fields = List.copyOf(fields);
    }

    /** 400: a named field of the request cannot be taken. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Field(field, message)));
    }

    /** 400: several fields at once, so that nobody mends one mistake per attempt. */
    public static Problem invalid(List<Field> fields) {
        return new Problem(400, "invalid-input", fields.getFirst().message(), fields, null);
    }

    /** 400: the body could not be read as what it claims to be. */
    public static Problem unreadable(String detail, @Nullable Throwable cause) {
        return new Problem(400, "unreadable-body", detail, List.of(), cause);
    }

    /** 404: does not exist, or not for this caller; the answer is the same. */
    public static Problem notFound() {
        return new Problem(404, "not-found", "There is no such thing here.", List.of(), null);
    }

    /** 409: the request is well-formed but the thing is in another state by now. */
    public static Problem conflict(String detail) {
        return new Problem(409, "conflict", detail, List.of(), null);
    }

    /** 412: somebody else changed it since the caller read it. */
    public static Problem changedMeanwhile(String detail) {
        return new Problem(412, "changed-meanwhile", detail, List.of(), null);
    }

    /** 428: a change must say in {@code If-Match} which version it is made to. */
    public static Problem versionNeeded() {
        return new Problem(428, "version-needed", "Say in If-Match which version you change.", List.of(), null);
    }

    /** 413: more than is taken at once; {@code detail} names the limit. */
    public static Problem tooLarge(String detail) {
        return new Problem(413, "too-large", detail, List.of(), null);
    }

    /** 422: understood, but a rule of the product forbids it. */
    public static Problem refused(String type, String detail) {
        return new Problem(422, type, detail, List.of(), null);
    }

    /** 502: a system this one depends on for the request (SMTP server, CRM) did not take it. */
    public static Problem upstream(String detail, @Nullable Throwable cause) {
        return new Problem(502, "upstream-failed", detail, List.of(), cause);
    }

    /** HTTP status, 4xx or 502. */
    public int status() {
        return status;
    }

    /** Short stable name; on the wire it is {@code urn:sales-insights:problem:<type>}. */
    public String type() {
        return type;
    }

    /** What is wrong where; empty if the request as a whole is refused. */
    public List<Field> fields() {
        return fields;
    }

    /**
     * What is wrong, by field, in the order of the fields and the first message of each: for a form that is shown again.
     * What concerns no field stands under the empty name, so that it is never empty.
     */
    public Map<String, String> byField() {
        Map<String, String> wrong = new LinkedHashMap<>();
        fields.forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
        if (wrong.isEmpty()) {
            wrong.put("", detail());
        }
        return wrong;
    }

    /** The message that the constructor was given, never null. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
