package salesinsights.tracking.token;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.Payload.Purpose;

/** The tokens of read time, documents, web sites and their visitors; made and verified as {@link TrackingTokens} are. */
@Singleton
public class WebTokens {
    private static final String SEPARATOR = " ";

    private final TrackingTokens tokens;
    private final Clock clock;

    WebTokens(TrackingTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Address of the image that measures how long a message is looked at. */
    public String readTimeUrl(Tracked tracked) {
        return tokens.publicUrl() + "/t/" + tokens.token(new Payload(Purpose.READ_TIME, tracked, 0, "")) + ".gif";
    }

    /** What the token (without {@code .gif}) of such an image stands for; empty if it is not ours. */
    public Optional<Tracked> readReadTime(String token) {
        return tokens.trusted(token, Purpose.READ_TIME).map(Payload::tracked);
    }

    /** The address of a document by itself, to be put into a message as a link. */
    public String documentUrl(TeamId team, UUID document) {
        return documentUrl(new Tracked(team, document, null), 0, document);
    }

    /** The address of a document in one recipient's copy; {@code position} says which link of the message it is. */
    public String documentUrl(Tracked tracked, int position, UUID document) {
        return tokens.publicUrl() + "/d/"
                + tokens.token(new Payload(Purpose.DOCUMENT, tracked, position, document.toString()));
    }

    /** The document that an address is of, wherever it was found; empty if it is none of ours. */
    public Optional<DocumentToken> documentAt(String url) {
        String start = tokens.publicUrl() + "/d/";
        return url.startsWith(start) ? readDocument(url.substring(start.length())) : Optional.empty();
    }

    /** What a document's token stands for; empty if it is not ours or its key was retired. */
    public Optional<DocumentToken> readDocument(String token) {
        return tokens.trusted(token, Purpose.DOCUMENT)
                .map(payload -> new DocumentToken(
                        payload.tracked(), payload.position(), UUID.fromString(payload.destination())));
    }

    /** The public key of a site; it stands in the source of the site's pages. */
    public String siteKey(SiteKey key) {
        Tracked site = new Tracked(key.team(), key.site(), null);
        return tokens.token(new Payload(Purpose.SITE, site, 0, String.join(SEPARATOR, key.origins())));
    }

    /** The site of a key; empty if it is not ours or was signed with a key that was retired. */
    public Optional<SiteKey> readSite(String key) {
        return tokens.trusted(key, Purpose.SITE)
                .map(payload -> new SiteKey(
                        payload.tracked().team(),
                        payload.tracked().message(),
                        List.of(payload.destination().split(SEPARATOR))));
    }

    /** Says to the beacon who is visiting, until then. */
    public String visitor(Tracked person, Instant until) {
        return tokens.token(new Payload(Purpose.VISITOR, person, 0, Long.toString(until.getEpochSecond())));
    }

    /** Who is visiting; empty if the token is not ours or has ended. */
    public Optional<Tracked> readVisitor(String token) {
        return tokens.trusted(token, Purpose.VISITOR)
                .filter(payload ->
                        clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(payload.destination()))))
                .map(Payload::tracked);
    }
}
