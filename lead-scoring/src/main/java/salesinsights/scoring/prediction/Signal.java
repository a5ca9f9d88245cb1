package salesinsights.scoring.prediction;

/**
 * What a lead's own behaviour says, as numbers that are comparable between leads; never negative but for the trend.
 * Counts are of what people did, weighted with how sure the verdict is, and fade by half in 30 days.
 */
enum Signal {
    REPLIES("Replies", Direction.UP),
    MEETINGS("Meetings booked", Direction.UP),
    FORMS("Forms sent", Direction.UP),
    CLICKS("Links clicked", Direction.UP),
    OPENS("Messages opened", Direction.UP),
    PAGES("Pages viewed", Direction.UP),
    DOCUMENTS("Documents viewed", Direction.UP),
    /** 1 / (1 + days since a person last did something), 0 if nobody ever did. */
    FRESHNESS("Recency of the last sign of life", Direction.UP),
    /** Messages that were answered among those sent, 0 to 1. */
    ANSWERED("Share of messages answered", Direction.UP),
    /** 1 / (1 + hours to the quickest answer), 0 without an answer. */
    QUICKNESS("Quickness of the quickest answer", Direction.UP),
    /** Clicks and page views of the last week less those of the week before. */
    TREND("Trend of clicks and page views", Direction.ANY),
    /** Messages sent to the lead; not faded. */
    MESSAGES("Messages sent", Direction.ANY),
    BOUNCES("Bounces and complaints", Direction.DOWN),
    UNSUBSCRIBED("Unsubscribed", Direction.DOWN);

    /** In which way alone more of it may move the probability. */
    enum Direction {
        UP,
        DOWN,
        ANY
    }

    private final String label;
    private final Direction direction;

    Signal(String label, Direction direction) {
        this.label = label;
        this.direction = direction;
    }

    /** For screens. */
    String label() {
        return label;
    }

    Direction direction() {
        return direction;
    }
}
