package salesinsights.tracking.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * What an administrator states about a team's SMTP server. When it is changed, null leaves what is there.
 *
 * @param team only when it is made; the caller's own if absent
 * @param port 1 to 65,535; 465 for TLS and 587 otherwise if absent
 * @param security STARTTLS if absent
 * @param username empty for none
 * @param password kept encrypted, never given back; empty for none
 */
public record SmtpEntry(
        @Nullable String team,
        @Nullable String name,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable SmtpSecurity security,
        @Nullable String username,
        @Nullable String password) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?");
    private static final int TLS_PORT = 465;
    private static final int SUBMISSION_PORT = 587;

    /** Everything that makes a server, checked. */
    record Stated(
            String name,
            String host,
            int port,
            SmtpSecurity security,
            @Nullable String username,
            @Nullable String password) {}

    /** @throws Problem if there is no body */
    static SmtpEntry present(@Nullable SmtpEntry entry) {
        if (entry == null) {
            throw Problem.unreadable("An SMTP server is needed as the body.", null);
        }
        return entry;
    }

    /**
     * This entry on top of what is there, or of nothing.
     *
     * @param inTheClear whether a connection without TLS is allowed here
     * @throws Problem naming all fields that cannot be taken
     */
    Stated over(@Nullable Stated there, boolean inTheClear) {
        SmtpSecurity secured = security != null ? security : there == null ? SmtpSecurity.STARTTLS : there.security();
        int usual = secured == SmtpSecurity.TLS ? TLS_PORT : SUBMISSION_PORT;
        Stated stated = new Stated(
                given(name, there == null ? null : there.name()).strip(),
                given(host, there == null ? null : there.host()).strip(),
                port != null ? port : there == null ? usual : there.port(),
                secured,
                emptied(given(username, there == null ? null : there.username())),
                emptied(given(password, there == null ? null : there.password())));
        List<Problem.Field> wrong = wrong(stated, inTheClear);
        if (there != null
                && there.password() != null
                && password == null
                && !there.host().equals(stated.host())) {
            // Or a password that nobody may read could be sent to a server of one's own.
            wrong.add(new Problem.Field("password", "has to be stated again for another host"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return stated;
    }

    private static List<Problem.Field> wrong(Stated stated, boolean inTheClear) {
        List<Problem.Field> wrong = new ArrayList<>();
        if (!isLine(stated.name(), 100)) {
            wrong.add(new Problem.Field("name", "has 1 to 100 characters, on one line"));
        }
        if (!HOST.matcher(stated.host()).matches()) {
            wrong.add(new Problem.Field("host", "is the name or address of a server, such as smtp.example.com"));
        }
        if (stated.port() < 1 || stated.port() > 65_535) {
            wrong.add(new Problem.Field("port", "is 1 to 65535"));
        }
        if (stated.security() == SmtpSecurity.NONE && !inTheClear) {
            wrong.add(new Problem.Field("security", "must be STARTTLS or TLS: mail does not go in the clear here"));
        }
        if (stated.username() != null && !isLine(stated.username(), 320)) {
            wrong.add(new Problem.Field("username", "has at most 320 characters, on one line"));
        }
        if (stated.password() != null && !isLine(stated.password(), 500)) {
            wrong.add(new Problem.Field("password", "has at most 500 characters, on one line"));
        }
        if ((stated.username() == null) != (stated.password() == null)) {
            wrong.add(new Problem.Field(
                    stated.username() == null ? "username" : "password", "is needed: both or neither"));
        }
        return wrong;
    }

    private static boolean isLine(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().noneMatch(Character::isISOControl);
    }

    private static String given(@Nullable String stated, @Nullable String otherwise) {
        return stated != null ? stated : otherwise != null ? otherwise : "";
    }

    private static @Nullable String emptied(String text) {
        return text.isBlank() ? null : text;
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return "SmtpEntry[" + host + "]";
    }
}
