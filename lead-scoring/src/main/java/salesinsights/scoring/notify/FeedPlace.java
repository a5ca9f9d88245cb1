package salesinsights.scoring.notify;

import java.util.Optional;
import java.util.UUID;
import salesinsights.scoring.followup.FollowUpCursor;
import salesinsights.scoring.lead.LeadCursor;

/** How far both feeds have been told: the id of an event, opaque to clients. */
record FeedPlace(LeadCursor leads, FollowUpCursor followUps) {
    private static final UUID LAST = new UUID(-1, -1);

    /** After everything that was committed before the oldest transaction that still runs. */
    static FeedPlace before(String oldestRunning) {
        String last = Long.toString(Long.parseLong(oldestRunning) - 1);
        return new FeedPlace(new LeadCursor(last, LAST), new FollowUpCursor(last, LAST));
    }

    /**
     * After all of the transactions that these belong to, read to their end. Names nothing: whose lead or task was the
     * last is not for every client to know.
     */
    static FeedPlace after(LeadCursor leads, FollowUpCursor followUps) {
        return new FeedPlace(
                new LeadCursor(leads.transaction(), LAST), new FollowUpCursor(followUps.transaction(), LAST));
    }

    /** As a client brings it back; empty if it is none of ours. */
    static Optional<FeedPlace> parse(String text) {
        int middle = text.indexOf('~');
        try {
            return Optional.of(new FeedPlace(
                    LeadCursor.of(text.substring(0, Math.max(middle, 0))),
                    FollowUpCursor.of(text.substring(middle + 1))));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return leads + "~" + followUps;
    }
}
