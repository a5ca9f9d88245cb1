package salesinsights.scoring.followup;

/** What a follow-up rule waits for. There is no language to evaluate: a trigger is one of these, with plain members. */
sealed interface Trigger {
    /** The score crossed the line to hot. */
    record Hot() implements Trigger {}

    /** A person followed a link whose label or address holds this text, in lower case. */
    record Clicked(String link) implements Trigger {}

    /** A person read a message and did not answer it for so many business days. */
    record ReadUnanswered(int businessDays) implements Trigger {}

    /** No person read a message for so many business days. */
    record NotRead(int businessDays) implements Trigger {}

    /** The address does not exist (any more). */
    record Bounced() implements Trigger {}

    /** A person answered. */
    record Answered() implements Trigger {}

    /** A person was heard of, and then for so many business days no more. */
    record Quiet(int businessDays) implements Trigger {}

    /** A message was opened again after at least so many weeks. */
    record Reopened(int weeks) implements Trigger {}

    /** A meeting took place. */
    record Meeting() implements Trigger {}

    /** As JSON and screens name it. */
    default String type() {
        return switch (this) {
            case Hot hot -> "hot";
            case Clicked clicked -> "clicked";
            case ReadUnanswered read -> "read-unanswered";
            case NotRead notRead -> "not-read";
            case Bounced bounced -> "bounced";
            case Answered answered -> "answered";
            case Quiet quiet -> "quiet";
            case Reopened reopened -> "reopened";
            case Meeting meeting -> "meeting";
        };
    }
}
