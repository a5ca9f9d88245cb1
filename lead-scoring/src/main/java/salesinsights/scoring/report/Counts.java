package salesinsights.scoring.report;

import java.util.function.ToLongFunction;

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
 * @param readMeasured opened, and it was measured for how long they looked
 * @param glanced of these, for less than 2 seconds
 * @param skimmed of these, from 2 to less than 8 seconds
 * @param read of these, for 8 seconds and more
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
        long unsubscribed,
        long readMeasured,
        long glanced,
        long skimmed,
        long read) {
    /** Nothing sent. */
    public static final Counts NONE = of(tally -> 0);

    static Counts of(ToLongFunction<Tally> of) {
        return new Counts(
                of.applyAsLong(Tally.SENT),
                of.applyAsLong(Tally.DELIVERED),
                of.applyAsLong(Tally.HARD_BOUNCED),
                of.applyAsLong(Tally.SOFT_BOUNCED),
                of.applyAsLong(Tally.OPEN_TRACKABLE),
                of.applyAsLong(Tally.OPENED),
                of.applyAsLong(Tally.OPENED_UNSEEN),
                of.applyAsLong(Tally.MACHINE_ONLY),
                of.applyAsLong(Tally.UNMASKED),
                of.applyAsLong(Tally.UNMASKED_OPENED),
                of.applyAsLong(Tally.CLICK_TRACKABLE),
                of.applyAsLong(Tally.CLICKED),
                of.applyAsLong(Tally.BOTH_TRACKABLE),
                of.applyAsLong(Tally.BOTH_OPENED),
                of.applyAsLong(Tally.BOTH_CLICKED),
                of.applyAsLong(Tally.ANSWERED),
                of.applyAsLong(Tally.COMPLAINED),
                of.applyAsLong(Tally.UNSUBSCRIBED),
                of.applyAsLong(Tally.READ_MEASURED),
                of.applyAsLong(Tally.GLANCED),
                of.applyAsLong(Tally.SKIMMED),
                of.applyAsLong(Tally.READ));
    }

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
                unsubscribed + other.unsubscribed,
                readMeasured + other.readMeasured,
                glanced + other.glanced,
                skimmed + other.skimmed,
                read + other.read);
    }
}
