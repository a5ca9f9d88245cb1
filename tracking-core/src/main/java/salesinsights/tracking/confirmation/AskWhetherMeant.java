package salesinsights.tracking.confirmation;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import salesinsights.tracking.consent.AskingMail;
import salesinsights.tracking.erasure.Confirmations;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.token.TrackingTokens;

/** Mails the link that confirms an erasure; nothing in the mail is tracked. */
@Singleton
class AskWhetherMeant implements Draining {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration REST = Duration.ofSeconds(1);

    private final Confirmations confirmations;
    private final AskingMail mail;
    private final TrackingTokens tokens;
    private final Scopes scopes;

    AskWhetherMeant(Confirmations confirmations, AskingMail mail, TrackingTokens tokens, Scopes scopes) {
        this.confirmations = confirmations;
        this.mail = mail;
        this.tokens = tokens;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "ask-whether-erasure-is-meant";
    }

    @Override
    public Duration restFor() {
        return REST;
    }

    @Override
    public boolean drainOnce() {
        Optional<Confirmations.Question> question = scopes.asWorker(() -> confirmations.next(LEASE));
        question.ifPresent(this::ask);
        return question.isPresent();
    }

    /** Twice after a crash rather than never. */
    private void ask(Confirmations.Question question) {
        Map<String, String> words = Sentences.in(question.language());
        String link = tokens.publicUrl() + "/erase/" + confirmations.token(question.request(), question.team());
        String text = words.get("mail.text") + "\r\n\r\n" + link + "\r\n\r\n" + words.get("mail.ignore") + "\r\n";
        Optional<String> trouble = mail.send(
                question.team(),
                sender(question),
                question.address(),
                Objects.requireNonNull(words.get("mail.subject")),
                text);
        scopes.runAsWorker(() -> {
            if (trouble.isEmpty()) {
                confirmations.sent(question.request());
            } else {
                confirmations.notSent(question.request(), "The mail that asks for confirmation could not be sent.");
            }
        });
        trouble.ifPresent(
                why -> Log.warnf("nobody was asked yet whether an erasure is meant: id=%s", question.request()));
    }

    private String sender(Confirmations.Question question) {
        String known = question.sender();
        String host = URI.create(tokens.publicUrl()).getHost();
        return known != null ? known : "postmaster@" + (host == null ? "localhost" : host);
    }
}
