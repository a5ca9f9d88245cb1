package salesinsights.scoring.report;

/**
 * Recipients of a period, counted once each by what became of their message. Every count from {@code opened} on speaks
 * of delivered recipients only, and those about opens and clicks only of people who may be counted at all: whoever is
 * untracked is in none of them.
 *
 * @param sent handed over to the mail server
 * @param delivered sent, without the bounces known within 72 hours
 * @param hardBounced permanent failures and refusals known within 72 hours
 * @param softBounced temporary failures known within 72 hours that no delivery followed
 * @param openTrackable delivered, opens recorded per person
 * @param opened of these, opened by a person; a click, an answer or a read receipt implies an open
 * @param openedUnseen of these, those without an open of their own: only implied
 * @param machineOnly open-trackable with opens of machines and none of a person
 * @param unmasked open-trackable without a privacy proxy, behind which nobody can tell
 * @param unmaskedOpened of these, opened by a person
 * @param clickTrackable delivered, clicks recorded per person
 * @param clicked of these, clicked by a person
 * @param bothTrackable delivered, opens and clicks recorded per person
 * @param bothOpened of these, opened by a person
 * @param bothClicked of these, clicked by a person; at most {@code bothOpened}
 * @param answered delivered and answered by a person; nothing is tracked for it
 * @param complained delivered and reported as abuse
 * @param unsubscribed delivered and unsubscribed
 */
public record Counts(
        long sent,
        long delivered,
        long hardBounced,
        long softBounced,
        long openTrackable,
        long opened,
        long openedUnseen,
        long machineOnly,
        long unmasked,
        long unmaskedOpened,
        long clickTrackable,
        long clicked,
        long bothTrackable,
        long bothOpened,
        long bothClicked,
        long answered,
        long complained,
        long unsubscribed) {
    /** Nothing sent. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together; right where nobody is in both, as with the rows of one report. */
    public Counts plus(Counts other) {
        return new Counts(
                sent + other.sent,
                delivered + other.delivered,
                hardBounced + other.hardBounced,
                softBounced + other.softBounced,
                openTrackable + other.openTrackable,
                opened + other.opened,
                openedUnseen + other.openedUnseen,
                machineOnly + other.machineOnly,
                unmasked + other.unmasked,
                unmaskedOpened + other.unmaskedOpened,
                clickTrackable + other.clickTrackable,
                clicked + other.clicked,
                bothTrackable + other.bothTrackable,
                bothOpened + other.bothOpened,
                bothClicked + other.bothClicked,
                answered + other.answered,
                complained + other.complained,
                unsubscribed + other.unsubscribed);
    }
}
