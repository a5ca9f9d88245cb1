package salesinsights.tracking.confirmation;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import salesinsights.tracking.erasure.Confirmations;
import salesinsights.tracking.ground.Roles;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.team.Scopes;

/** The page behind the link of the mail. A wrong token looks like a page that never was. */
@Singleton
class ConfirmationPage {
    private final Template template;
    private final Confirmations confirmations;
    private final Scopes scopes;
    private final boolean open;
    private final String css = stylesheet();

    ConfirmationPage(
            @Location("recipient/erase.html") Template template,
            Confirmations confirmations,
            Scopes scopes,
            Roles roles) {
        this.template = template;
        this.confirmations = confirmations;
        this.scopes = scopes;
        this.open = roles.has(Roles.Role.COLLECTOR) || roles.has(Roles.Role.WEB);
    }

    /** Its own style sheet and its own form, nothing else. */
    String contentPolicy() {
        return "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(Digests.sha256(css))
                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** As it stands, empty if the token opens nothing. Changes nothing. */
    Optional<String> look(String token) {
        return enter(token, false);
    }

    /** Confirmed, and how it stands then. */
    Optional<String> confirm(String token) {
        return enter(token, true);
    }

    private Optional<String> enter(String token, boolean confirms) {
        return open ? confirmations.read(token).flatMap(signed -> enter(signed, confirms)) : Optional.empty();
    }

    private Optional<String> enter(Confirmations.Signed signed, boolean confirms) {
        return scopes.inTeams(Set.of(signed.team()), () -> {
            if (confirms && confirmations.look(signed).isPresent()) {
                confirmations.confirm(signed);
            }
            return confirmations.look(signed).map(this::page);
        });
    }

    private String page(Confirmations.Asked asked) {
        Map<String, String> words = Sentences.in(asked.language());
        String said = asked.confirmed() ? "page.done" : asked.open() ? "" : "page.over";
        return template.data("w", words)
                .data("css", css)
                .data("lang", asked.language())
                .data("open", asked.open())
                .data("said", words.getOrDefault(said, ""))
                .render();
    }

    private static String stylesheet() {
        String file = "/templates/recipient/page.css";
        try (InputStream in = Objects.requireNonNull(ConfirmationPage.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
