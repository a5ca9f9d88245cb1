package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import salesinsights.tracking.ground.Problem;

/** What every provider speaks. */
@Singleton
class Dialects {
    private static final int SHORTEST_KEY = 16;

    private final Map<Provider, Dialect> byProvider = new EnumMap<>(Provider.class);

    Dialects(AmazonSes ses) {
        List.of(
                        new SendGrid(),
                        new Mailgun(),
                        ses,
                        new Postmark(),
                        new Mailjet(),
                        new Brevo(),
                        new SparkPost(),
                        new Resend())
                .forEach(dialect -> byProvider.put(dialect.provider(), dialect));
    }

    Dialect of(Provider provider) {
        return Objects.requireNonNull(byProvider.get(provider), "every provider has a dialect");
    }

    /**
     * Checks a key that the provider made.
     *
     * @throws Problem if it cannot be one
     */
    static void requireKey(Provider provider, String stated) {
        boolean possible = switch (provider) {
            case SENDGRID -> SendGrid.isKey(stated);
            case RESEND -> Resend.isKey(stated);
            default ->
                stated.length() >= SHORTEST_KEY
                        && stated.chars().allMatch(character -> character > ' ' && character < 127);
        };
        if (!possible || stated.length() > 1_000) {
            throw Problem.invalid(
                    "secret",
                    switch (provider) {
                        case SENDGRID -> "is the verification key that SendGrid shows: base64 of a public key";
                        case RESEND -> "is the signing secret that Resend shows: whsec_ and base64";
                        default -> "is the signing key that the provider shows: 16 visible characters or more";
                    });
        }
    }
}
