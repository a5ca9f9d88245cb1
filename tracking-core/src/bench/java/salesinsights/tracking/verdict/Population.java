package salesinsights.tracking.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.verdict.Mail.Copy;

/**
 * A quarter's sales mail, drawn from a seed. What is published is taken as published; every other number is an
 * assumption, and said here:
 *
 * <ul>
 *   <li>bursts of scanners: 836, at least five clicks within a second, beginning as published (0-10 s 0.5 %, 10-20 s
 *       2.2 %, 20-60 s 66.4 %, 1-5 min 28.3 %, 5-30 min 1.9 %, 1-24 h 0.7 %);
 *   <li>people's clicks: log-normal through GetResponse's 33.6 % within one hour, 51.4 % within three and 81 % within a
 *       day (5.5 billion mails, 2020), so that one in fifty comes within a minute; opens through their 21.5 % within an
 *       hour, 50.6 % within six and 73 % within a day;
 *   <li>mail programs: Apple with privacy protection 35 %, Gmail 30 %, Yahoo 4 %, others 31 % (between Litmus' figures,
 *       which count the proxy's own opens, and what is known of business mail);
 *   <li>assumed of scanners: {@link World#ASSUMED}: half run in the cloud, a fifth at their vendor, the rest in networks
 *       that no list has, half of those the recipient's own; four in five claim to be browsers; a third of the bursts
 *       load the pixel, too; four in ten follow the hidden link; single clicks are one for eight bursts;
 *   <li>assumed of people: 6 % click twice, 8 % open several links in tabs, 2.5 s apart in the median; 3 % repeat a
 *       request on a slow line; 0.8 % work in hosted desktops; one iPhone in ten surfs through Apple's relay; colleagues
 *       share their company's network; 4 % forward; 3 % of senders look at their own mail; 12 % of the sites carry the
 *       beacon; 5 % of the readers answer; clocks differ by a second, and of one mail in thirty by half a minute.
 * </ul>
 */
final class Population {
    private static final Instant BEGIN = Instant.parse("2026-05-11T08:00:00Z");
    private static final int BURSTS = 836;
    private static final int MAILS = 6_000;

    private final Draw draw;
    private final Scanner scanner;
    private final Reader reader;
    private final List<Copy> copies = new ArrayList<>();
    private int bursts = BURSTS;
    private int singleClicks;

    private Population(long seed, Edition catalogue, World world) {
        this.draw = new Draw(seed);
        this.singleClicks = world.singleClicks();
        Agents agents = new Agents(draw, catalogue, world);
        this.scanner = new Scanner(draw, agents, world);
        this.reader = new Reader(draw, agents);
    }

    /** The copies of all messages; the same seed gives the same ones but for their ids. */
    static List<Copy> of(long seed, Edition catalogue, World world) {
        Population population = new Population(seed, catalogue, world);
        int single = world.singleClicks();
        for (int i = 0; i < MAILS || population.bursts + population.singleClicks > 0; i++) {
            population.send(0.012 * single / World.ASSUMED.singleClicks());
        }
        return population.copies;
    }

    private void send(double once) {
        Instant sentAt = BEGIN.plus(Duration.ofMinutes(draw.between(0, 90 * 24 * 60)));
        double skew = draw.chance(1 / 30.0) ? draw.normal(30) : draw.normal(1);
        int people = draw.chance(0.7) ? 1 : draw.between(2, 8);
        boolean guarded = draw.chance(0.09);
        Mail mail = new Mail(
                UUID.randomUUID(),
                people,
                draw.between(1, 9),
                guarded,
                sentAt,
                sentAt.plusMillis(Math.round(skew * 1000)),
                Agents.anywhere(draw));
        Scanner.Habits habits = scanner.habits(mail.office());
        for (int person = 0; person < people; person++) {
            copies.add(live(new Copy(mail, UUID.randomUUID(), new ArrayList<>(), new HashSet<>()), habits, once));
        }
    }

    private Copy live(Copy copy, Scanner.Habits habits, double once) {
        copy.acts().add(copy.mail().sent());
        if (copy.mail().guarded() && bursts > 0) {
            bursts--;
            scanner.burst(copy, habits);
        } else if (singleClicks > 0 && draw.chance(once)) {
            singleClicks--;
            scanner.singleClick(copy, habits);
        }
        reader.live(copy);
        return copy;
    }
}
