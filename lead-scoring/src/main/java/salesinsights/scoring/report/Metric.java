package salesinsights.scoring.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The dictionary: what every figure means, and how it is counted. Screens, exports and REST take it from here. */
@JsonFormat(shape = JsonFormat.Shape.OBJECT)
// Functions over an immutable record are as immutable as it is; the check cannot see that.
@SuppressWarnings("ImmutableEnumChecker")
public enum Metric {
    DELIVERY_RATE(
            "Delivery rate",
            "delivered / sent",
            new Of("delivered: sent, without the hard and soft bounces known within 72 hours", Counts::delivered),
            new Of("sent: handed over to the mail server", Counts::sent),
            "A notice that comes later than 72 hours after sending changes nothing, so that past periods stay as they"
                    + " were. A soft bounce that a delivery followed is none."),
    UNIQUE_OPEN_RATE(
            "Unique open rate",
            "recipients with at least one human open / delivered and open-trackable",
            new Of(
                    "recipients whom a person's open, click, answer or read receipt shows to have opened",
                    Counts::opened),
            new Of("delivered, opens recorded per person", Counts::openTrackable),
            "Untracked people are in neither number. Opens by scanners, prefetching and privacy proxies, and the"
                    + " sender's own, do not count."),
    MACHINE_OPENS(
            "Machine opens",
            "recipients with machine opens only / delivered and open-trackable",
            new Of("recipients whose only opens are a machine's", Counts::machineOnly),
            new Of("delivered, opens recorded per person", Counts::openTrackable),
            "Untracked people are in neither number. Whoever also opened in person is not counted here."),
    ESTIMATED_HUMAN_OPEN_RATE(
            "Estimated human open rate",
            "human openers / open-trackable without a privacy proxy, taken for all delivered",
            new Of("recipients of the denominator who opened in person", Counts::unmaskedOpened),
            new Of("delivered, opens recorded per person, no privacy proxy seen", Counts::unmasked),
            "Assumes that untracked people, and those behind a privacy proxy, open as often as those who can be seen."
                    + " The interval covers chance, not a wrong assumption."),
    CLICK_RATE(
            "Click rate",
            "unique human clickers / delivered and click-trackable",
            new Of("recipients with at least one click by a person", Counts::clicked),
            new Of("delivered, clicks recorded per person", Counts::clickTrackable),
            "Untracked people are in neither number. Clicks by scanners do not count."),
    CLICK_TO_OPEN(
            "Click-to-open rate",
            "unique human clickers / unique human openers",
            new Of("recipients of the denominator who clicked in person", Counts::bothClicked),
            new Of("recipients who opened in person, opens and clicks both recorded", Counts::bothOpened),
            "A click implies an open, so this is at most 100 %. Only people whose opens and clicks are both recorded."),
    REPLY_RATE(
            "Reply rate",
            "recipients with a human reply / delivered",
            new Of("recipients who answered in person", Counts::answered),
            new Of("delivered", Counts::delivered),
            "Out-of-office and other automatic answers do not count. Needs no tracking: everyone delivered is in it."),
    BOUNCE_RATE(
            "Bounce rate",
            "hard bounces / sent",
            new Of("permanent failures and refusals known within 72 hours", Counts::hardBounced),
            new Of("sent", Counts::sent),
            "Soft bounces stand apart."),
    SOFT_BOUNCE_RATE(
            "Soft bounce rate",
            "soft bounces / sent",
            new Of("temporary failures known within 72 hours that no delivery followed", Counts::softBounced),
            new Of("sent", Counts::sent),
            "Whoever bounced hard as well is counted there only."),
    COMPLAINT_RATE(
            "Complaint rate",
            "complaints / delivered",
            new Of("recipients who reported the message as abuse", Counts::complained),
            new Of("delivered", Counts::delivered),
            "Only complaints that a provider passes on."),
    UNSUBSCRIBE_RATE(
            "Unsubscribe rate",
            "unsubscribed / delivered",
            new Of("recipients who unsubscribed by this message", Counts::unsubscribed),
            new Of("delivered", Counts::delivered),
            "Opening the unsubscribe page alone does not count."),
    READ_TIME(
            Unit.SECONDS,
            "Read time",
            "median of the longest look of each recipient",
            "seconds that a person looked at the message, the longest time counts",
            "human openers whose reading was measured",
            "Measured where a mail program loads the measuring image, up to 20 seconds, in steps of half a second. The"
                    + " measurable share says how many that are."),
    GLANCED_SHARE(
            "Glanced",
            "looked for less than 2 seconds / measured",
            new Of("recipients whose longest look took less than 2 seconds", Counts::glanced),
            new Of("human openers whose reading was measured", Counts::readMeasured),
            "Whoever was not measured is in neither number."),
    SKIMMED_SHARE(
            "Skimmed",
            "looked for 2 to less than 8 seconds / measured",
            new Of("recipients whose longest look took from 2 to less than 8 seconds", Counts::skimmed),
            new Of("human openers whose reading was measured", Counts::readMeasured),
            "Whoever was not measured is in neither number."),
    READ_SHARE(
            "Read",
            "looked for 8 seconds and more / measured",
            new Of("recipients whose longest look took 8 seconds and more", Counts::read),
            new Of("human openers whose reading was measured", Counts::readMeasured),
            "Whoever was not measured is in neither number."),
    MEASURABLE_SHARE(
            "Reading measurable",
            "measured / human openers",
            new Of("human openers whose reading was measured", Counts::readMeasured),
            new Of("recipients who opened in person, opens recorded per person", Counts::opened),
            "Says how far the read times speak for all who opened."),
    RESPONSE_TIME(
            Unit.MINUTES,
            "Response time",
            "median of business minutes from an inbound message to the first human answer",
            "business minutes (09:00 to 17:00 on the team's business days) until a person of the team wrote back",
            "answers of people that came in within the period and were answered since",
            "Answers still unanswered are not in it, nor are campaigns and automatic answers counted as an answer. Mail"
                    + " that does not pass through the product is not seen."),
    RESPONSE_TIME_P95(
            Unit.MINUTES,
            "Response time, 95 of 100",
            "95th percentile of business minutes from an inbound message to the first human answer",
            "business minutes as for the response time",
            "answers of people that came in within the period and were answered since",
            "As for the response time."),
    FOLLOW_UP_PUNCTUALITY(
            Unit.SHARE,
            "Follow-up punctuality",
            "tasks done by their due time / tasks due in the period",
            "tasks that were done no later than they were due",
            "tasks whose due time lies in the period and has passed",
            "Cancelled tasks are in neither number; dismissed and open ones count as not done in time."),
    CONVERSION(
            Unit.SHARE,
            "Conversion",
            "won leads / leads touched",
            "of these, won after their first message of the period",
            "leads to whom a message was sent in the period",
            "A lead counts once, however many messages it got. Leads won before they were touched are not counted as"
                    + " won.");

    private record Of(String words, @Nullable ToLongFunction<Counts> count) {}

    private final Unit unit;
    private final String title;
    private final String formula;
    private final Of numerator;
    private final Of denominator;
    private final String exclusions;

    Metric(String title, String formula, Of numerator, Of denominator, String exclusions) {
        this(Unit.SHARE, title, formula, numerator, denominator, exclusions);
    }

    /** Of something else than sent recipients. */
    Metric(Unit unit, String title, String formula, String numerator, String denominator, String exclusions) {
        this(unit, title, formula, new Of(numerator, null), new Of(denominator, null), exclusions);
    }

    Metric(Unit unit, String title, String formula, Of numerator, Of denominator, String exclusions) {
        this.unit = unit;
        this.title = title;
        this.formula = formula;
        this.numerator = numerator;
        this.denominator = denominator;
        this.exclusions = exclusions;
    }

    /** Stable name in REST, exports and screens: {@code unique-open-rate}. */
    @JsonGetter
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    @JsonGetter
    public String title() {
        return title;
    }

    /** What its figures are in. */
    @JsonGetter
    public Unit unit() {
        return unit;
    }

    /** In words. */
    @JsonGetter
    public String formula() {
        return formula;
    }

    /** What is counted, in words. */
    @JsonGetter
    public String numerator() {
        return numerator.words;
    }

    /** Of whom the share is taken, in words. */
    @JsonGetter
    public String denominator() {
        return denominator.words;
    }

    /** What is left out, and what is assumed. */
    @JsonGetter
    public String exclusions() {
        return exclusions;
    }

    /** Those that are shares of sent recipients, so that {@link #of} has a figure for them. */
    public static List<Metric> ofRecipients() {
        return Arrays.stream(values())
                .filter(metric -> metric.numerator.count != null)
                .toList();
    }

    /** This metric's figure for what was counted; for {@link #ofRecipients} only. */
    @JsonIgnore
    public Figure of(Counts counts) {
        return Figure.of(
                id(),
                requireNonNull(numerator.count).applyAsLong(counts),
                requireNonNull(denominator.count).applyAsLong(counts));
    }
}
