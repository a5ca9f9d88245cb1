package salesinsights.tracking.mailbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.PlainText;

/**
 * A mailbox as somebody asks for it; what is absent takes its default, in a change it stays.
 *
 * @param team path of the team, null for the caller's only one
 * @param name for people, unique in the team, 1 to 100 characters
 * @param kind {@code imap} (default) or {@code relay}: an address that mail is relayed to
 * @param port 993 with TLS, else 143, if absent
 * @param security {@code tls} (default), {@code starttls} or {@code none}
 * @param signIn {@code password} (default) or {@code oauth2}: then token endpoint, client and either a refresh token or
 *     the client's secret are needed
 * @param password with {@code password}
 * @param clientSecret with {@code oauth2}; without a refresh token it signs in by itself (client credentials)
 * @param scope asked for at the token endpoint, if it wants one
 * @param folder {@code INBOX} if absent
 * @param relayAddress of a {@code relay}
 */
public record NewMailbox(
        @Nullable String team,
        @Nullable String name,
        @Nullable String kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String security,
        @Nullable String username,
        @Nullable String signIn,
        @Nullable String password,
        @Nullable String tokenUrl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String refreshToken,
        @Nullable String scope,
        @Nullable String folder,
        @Nullable String relayAddress) {

    /** The name, if it is one. */
    String checkedName() {
        return text("name", name, 100);
    }

    /** Where to read, checked. */
    MailboxSettings settings() {
        MailboxSettings.Security how = choice("security", security, MailboxSettings.Security.TLS);
        int usual = how == MailboxSettings.Security.TLS ? 993 : 143;
        MailboxSettings.SignIn by = choice("signIn", signIn, MailboxSettings.SignIn.PASSWORD);
        boolean oauth = by == MailboxSettings.SignIn.OAUTH2;
        String stated = text("host", host, 253);
        if (!stated.matches("[A-Za-z0-9.:_-]+")) {
            throw Problem.invalid("host", "is a host name or an address, without a scheme or path");
        }
        int at = port == null ? usual : port;
        if (at < 1 || at > 65_535) {
            throw Problem.invalid("port", "is 1 to 65535");
        }
        return new MailboxSettings(
                stated,
                at,
                how,
                text("username", username, 320),
                by,
                folder == null || folder.isBlank() ? "INBOX" : text("folder", folder, 200),
                oauth ? text("tokenUrl", tokenUrl, 2_000) : "",
                oauth ? text("clientId", clientId, 500) : "",
                scope == null || !oauth ? "" : PlainText.line(scope, 1_000));
    }

    /** What it signs in with, null if nothing was stated. */
    @Nullable
    MailboxSecret secret(MailboxSettings settings) {
        MailboxSecret stated = new MailboxSecret(or(password), or(clientSecret), or(refreshToken));
        if (stated.isEmpty()) {
            return null;
        }
        boolean oauth = settings.signIn() == MailboxSettings.SignIn.OAUTH2;
        if (oauth && stated.clientSecret().isEmpty() && stated.refreshToken().isEmpty()) {
            throw Problem.invalid("refreshToken", "is needed, or the client's secret");
        }
        if (!oauth && stated.password().isEmpty()) {
            throw Problem.invalid("password", "is needed");
        }
        return stated;
    }

    /** This over what is there already: a field that is absent stays. */
    NewMailbox over(String oldName, MailboxSettings old) {
        return new NewMailbox(
                team,
                name == null ? oldName : name,
                kind,
                host == null ? old.host() : host,
                port == null ? (Integer) old.port() : port,
                security == null ? old.security().name() : security,
                username == null ? old.username() : username,
                signIn == null ? old.signIn().name() : signIn,
                password,
                tokenUrl == null ? old.tokenUrl() : tokenUrl,
                clientId == null ? old.clientId() : clientId,
                clientSecret,
                refreshToken,
                scope == null ? old.scope() : scope,
                folder == null ? old.folder() : folder,
                relayAddress);
    }

    private static String or(@Nullable String secret) {
        if (secret != null && (secret.length() > 8_000 || secret.chars().anyMatch(Character::isISOControl))) {
            throw Problem.invalid("password", "has at most 8,000 characters and no line ends");
        }
        return secret == null ? "" : secret;
    }

    static String text(String field, @Nullable String value, int atMost) {
        String bare = value == null ? "" : value.strip();
        if (bare.isEmpty() || bare.length() > atMost || !PlainText.line(bare).equals(bare)) {
            throw Problem.invalid(field, "is needed, in one line of at most " + atMost + " characters");
        }
        return bare;
    }

    private static <E extends Enum<E>> E choice(String field, @Nullable String value, E otherwise) {
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        for (E one : otherwise.getDeclaringClass().getEnumConstants()) {
            if (one.name().equals(value.strip().toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        throw Problem.invalid(field, "is not one of those that there are");
    }
}
