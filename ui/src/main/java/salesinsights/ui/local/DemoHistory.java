package salesinsights.ui.local;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes months of mail and of what came back: people who read or do not, scanners that follow every link, proxies that
 * fetch every image, bounces, answers. One map per message, in the form that the history door takes.
 */
final class DemoHistory {
    private static final int DAYS = 120;
    private static final List<String> CAMPAIGNS =
            List.of("Spring launch", "Webinar invitation", "Price update", "Win back", "Trade fair");
    private static final Set<String> NEEDS_CONSENT = Set.of("FR", "GB", "IT", "ES", "NL", "SE", "DE", "AT", "CH");
    private static final List<Map<String, String>> LINKS = List.of(
            Map.of("destination", "https://www.sales.example/pricing", "label", "Price list"),
            Map.of("destination", "https://www.sales.example/cases/harbor?ref=mail#results", "label", "Case study"),
            Map.of("destination", "https://www.sales.example/webinar", "label", "Webinar"),
            Map.of("destination", "https://www.sales.example/meet", "label", "Book a meeting"));
    private static final List<String> SUBJECTS = List.of(
            "An idea for %s",
            "How %s could halve its lead time",
            "Your questions about the price list, %s",
            "A seat for %s in our webinar",
            "Following up with %s");

    private final RandomGenerator random;
    private final Instant until;

    /** @param until the history ends here and begins 120 days earlier */
    DemoHistory(RandomGenerator random, Instant until) {
        this.random = random;
        this.until = until;
    }

    /** True if nothing identified may be recorded about the lead without a record of consent. */
    static boolean needsConsent(DemoLead lead) {
        return NEEDS_CONSENT.contains(lead.country());
    }

    /** What was sent to a lead, oldest first. */
    List<Map<String, Object>> of(DemoPlace place, DemoLead lead) {
        int messages = random.nextDouble() < 0.12 ? 0 : 1 + random.nextInt(lead.interest() > 0.5 ? 4 : 2);
        Instant at = until.minus(
                Duration.ofMinutes(random.nextLong(Duration.ofDays(DAYS).toMinutes())));
        List<Map<String, Object>> sent = new ArrayList<>();
        for (int number = 1; number <= messages && at.isBefore(until.minus(Duration.ofMinutes(30))); number++) {
            Instant sentAt = inWorkingHours(at);
            if (sentAt.isBefore(until)) {
                sent.add(message(place, lead, number, sentAt));
            }
            at = at.plus(Duration.ofHours(150 + random.nextInt(300)));
        }
        return sent;
    }

    private Map<String, Object> message(DemoPlace place, DemoLead lead, int number, Instant sentAt) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", lead.externalId() + "-" + number);
        message.put("team", place.team());
        message.put("from", lead.owner() + "@sales.example");
        message.put("user", lead.owner());
        message.put("subject", SUBJECTS.get(random.nextInt(SUBJECTS.size())).formatted(lead.company()));
        message.put("campaign", CAMPAIGNS.get(random.nextInt(CAMPAIGNS.size())));
        message.put("template", number == 1 ? "intro" : "follow-up");
        message.put("sentAt", sentAt.toString());
        message.put("links", LINKS);
        Map<String, Object> recipient = new LinkedHashMap<>();
        recipient.put("address", lead.email());
        recipient.put("name", lead.name());
        recipient.put("country", lead.country());
        recipient.put("events", events(lead, sentAt));
        message.put("recipients", List.of(recipient));
        return message;
    }

    private List<Map<String, Object>> events(DemoLead lead, Instant sentAt) {
        List<Map<String, Object>> events = new ArrayList<>();
        if (random.nextDouble() < 0.035) {
            boolean hard = random.nextBoolean();
            String kind = hard ? "hard_bounced" : "soft_bounced";
            add(events, event(kind, sentAt.plusSeconds(4), null, null, hard ? "5.1.1" : "4.2.2"));
            return events;
        }
        machines(events, lead, sentAt);
        Instant read = sentAt.plusSeconds(300 + (long) (random.nextExponential() * 30_000));
        if (random.nextDouble() < 0.15 + 0.7 * lead.interest()) {
            person(events, lead, read);
        } else if (random.nextDouble() < 0.02) {
            add(events, event("auto_replied", sentAt.plusSeconds(20), null, null, null));
        }
        if (random.nextDouble() < 0.006) {
            add(events, event("unsubscribed", read.plusSeconds(40), null, null, null));
        }
        return events;
    }

    /** What arrives whether or not anybody reads. */
    private void machines(List<Map<String, Object>> events, DemoLead lead, Instant sentAt) {
        if (lead.guarded()) {
            // Scanners mostly begin 20 to 60 s after hand-over and fetch all links within a second.
            Instant burst = sentAt.plusMillis(20_000 + random.nextInt(40_000));
            for (int link = 0; link < LINKS.size(); link++) {
                Instant at = burst.plusMillis(link * 130L + random.nextInt(90));
                add(events, event("clicked", at, DemoReader.BROWSER, link, null));
            }
        }
        if (lead.reader() == DemoReader.APPLE_PRIVACY) {
            Instant fetched = sentAt.plusSeconds(60 + random.nextInt(5000));
            add(events, event("opened", fetched, lead.reader().agent, null, null));
        }
    }

    private void person(List<Map<String, Object>> events, DemoLead lead, Instant read) {
        if (lead.reader() != DemoReader.APPLE_PRIVACY) {
            int opens = 1 + random.nextInt(1 + (int) (4 * lead.interest()));
            for (int open = 0; open < opens; open++) {
                Instant at = read.plusSeconds(open * (long) random.nextInt(1, 90_000));
                add(events, event("opened", at, lead.reader().agent, null, null));
            }
        }
        if (random.nextDouble() < 0.05 + 0.6 * lead.interest()) {
            int link = random.nextInt(LINKS.size());
            add(events, event("clicked", read.plusSeconds(25), DemoReader.BROWSER, link, null));
        }
        if (random.nextDouble() < 0.35 * lead.interest() * lead.interest()) {
            add(events, event("replied", read.plusSeconds(3600 + random.nextInt(80_000)), null, null, null));
        }
    }

    private void add(List<Map<String, Object>> events, Map<String, Object> event) {
        if (Instant.parse((String) event.get("at")).isBefore(until)) {
            events.add(event);
        }
    }

    private Map<String, Object> event(
            String kind, Instant at, @Nullable String agent, @Nullable Integer link, @Nullable String status) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("kind", kind);
        event.put("at", at.toString());
        if (agent != null) {
            event.put("userAgent", agent);
        }
        if (link != null) {
            event.put("link", link);
        }
        if (status != null) {
            event.put("status", status);
        }
        return event;
    }

    private Instant inWorkingHours(Instant wanted) {
        ZonedDateTime at = wanted.atZone(ZoneOffset.UTC).withHour(7 + random.nextInt(10));
        while (at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY) {
            at = at.plusDays(1);
        }
        return at.toInstant();
    }
}
