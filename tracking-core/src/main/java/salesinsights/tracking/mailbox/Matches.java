package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.LinkToken;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

/** Finds matches: a token of ours is certain, a Message-ID nearly, an address alone only for fresh notices. */
@Singleton
class Matches {
    // A server that cannot deliver gives up after five days as a rule (RFC 5321, 4.5.4.1).
    private static final int NOTICES_COME_WITHIN_DAYS = 7;
    private static final Pattern OWN_WAY_OUT = Pattern.compile("/u/([A-Za-z0-9_.-]{10,400})>");

    private final Candidates candidates;
    private final TrackingTokens tokens;

    Matches(Candidates candidates, TrackingTokens tokens) {
        this.candidates = candidates;
        this.tokens = tokens;
    }

    /**
     * @param addresses whom it names, most certain first; empty texts are ignored
     * @param addressSuffices true if without a Message-ID the newest mail to the address is meant
     */
    Match find(Set<TeamId> teams, ReturnedMail mail, List<String> addresses, boolean addressSuffices) {
        List<Candidates.Candidate> certain = byToken(teams, mail);
        if (!certain.isEmpty()) {
            Candidates.Candidate one = certain.getFirst();
            return one.sender().equals(mail.from())
                    ? new Match.Nobody("The sender wrote it.")
                    : new Match.Found(one, "token");
        }
        List<Candidates.Candidate> named =
                mail.originals().isEmpty() ? List.of() : candidates.ofMessages(teams, mail.originals());
        if (!named.isEmpty()) {
            return among(mail, named, addresses);
        }
        return addressSuffices
                ? newest(teams, mail, addresses)
                : new Match.Nobody("It answers no message that was sent from here.");
    }

    /** The way out in the returned header first, then whatever address of ours is quoted. */
    private List<Candidates.Candidate> byToken(Set<TeamId> teams, ReturnedMail mail) {
        Matcher wayOut = OWN_WAY_OUT.matcher(mail.wayOut());
        Stream<String> stated = wayOut.find() ? Stream.of("u:" + wayOut.group(1)) : Stream.empty();
        return Stream.concat(stated, mail.tokens().stream())
                .flatMap(token -> trackedBy(token).stream())
                .map(Tracked::recipient)
                .filter(Objects::nonNull)
                .distinct()
                .flatMap(recipient -> candidates.recipient(teams, recipient).stream())
                .toList();
    }

    private Optional<Tracked> trackedBy(String quoted) {
        String token = quoted.substring(2);
        return switch (quoted.charAt(0)) {
            case 'o' -> tokens.readOpen(token);
            case 'c' -> tokens.readLink(token).map(LinkToken::tracked);
            default -> tokens.readPerson(token);
        };
    }

    private static Match among(ReturnedMail mail, List<Candidates.Candidate> named, List<String> addresses) {
        if (named.stream().anyMatch(one -> one.sender().equals(mail.from()))) {
            return new Match.Nobody("The sender wrote it.");
        }
        for (String address : addresses) {
            for (Candidates.Candidate one : named) {
                if (one.address().equals(address)) {
                    return new Match.Found(one, "message-id");
                }
            }
        }
        // People answer from other addresses, and servers rewrite them; with one recipient there is no doubt.
        return named.size() == 1
                ? new Match.Found(named.getFirst(), "message-id")
                : new Match.Nobody("The message has several recipients and none of them has this address.");
    }

    private Match newest(Set<TeamId> teams, ReturnedMail mail, List<String> addresses) {
        for (String address : addresses) {
            List<Candidates.Candidate> newest =
                    address.isEmpty() ? List.of() : candidates.newestTo(teams, address, NOTICES_COME_WITHIN_DAYS);
            if (!newest.isEmpty() && mail.originals().isEmpty()) {
                return new Match.Found(newest.getFirst(), "address");
            }
        }
        return new Match.Nobody(
                mail.originals().isEmpty()
                        ? "It names no message, and nothing was sent to this address lately."
                        : "The message that it names was not sent from here.");
    }
}
