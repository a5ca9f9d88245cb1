package salesinsights.ui.lead;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.TimelineEntry;
import salesinsights.tracking.verdict.Reason;
import salesinsights.ui.page.When;

/** Says what happened to a lead, and who it was, in words. */
final class TimelineWords {
    private static final double SURE = 0.75;

    private final Instant now;

    TimelineWords(Instant now) {
        this.now = now;
    }

    TimelineRow row(TimelineEntry entry) {
        return new TimelineRow(
                When.of(entry.occurredAt(), now),
                entry.machine() ? "robot" : icon(entry.kind()),
                tone(entry),
                what(entry),
                more(entry),
                entry.machine(),
                past(entry));
    }

    private static String icon(String kind) {
        return switch (kind) {
            case "sent", "delivered" -> "send";
            case "opened", "read_receipt", "read_time", "page_viewed", "page_pinged", "attachment_viewed" -> "eye";
            case "clicked" -> "link";
            case "replied", "auto_replied" -> "reply";
            case "form_submitted" -> "form";
            case "meeting_booked" -> "calendar";
            case "unsubscribed" -> "shield";
            default -> "alert";
        };
    }

    private static String tone(TimelineEntry entry) {
        if (entry.machine()) {
            return "quiet";
        }
        return switch (entry.kind()) {
            case "sent", "delivered", "auto_replied", "deferred" -> "quiet";
            case "replied", "form_submitted", "meeting_booked" -> "good";
            case "soft_bounced", "hard_bounced", "rejected", "complained", "unsubscribed" -> "bad";
            default -> "";
        };
    }

    private static String what(TimelineEntry entry) {
        String did = did(entry);
        return entry.machine() ? who(entry.actor()) + " " + did : capital(did);
    }

    private static String did(TimelineEntry entry) {
        return switch (entry.kind()) {
            case "sent" -> "mail sent";
            case "delivered" -> "delivered";
            case "deferred" -> "delivery deferred, it is tried again";
            case "soft_bounced" -> "bounced for now";
            case "hard_bounced" -> "bounced for good";
            case "rejected" -> "refused by the receiving server";
            case "complained" -> "reported as spam";
            case "unsubscribed" -> "unsubscribed";
            case "opened" -> entry.readingOf() == null ? "opened" : "opened again, in the same reading";
            case "clicked" -> entry.link() == null ? "clicked a link" : "clicked \u201c" + entry.link() + "\u201d";
            case "replied" -> "answered";
            case "auto_replied" -> "automatic answer";
            case "read_receipt" -> "read receipt";
            case "read_time" -> read(entry);
            case "page_viewed" -> "looked at " + page(entry);
            case "page_pinged" -> "stayed " + seconds(entry) + "on " + page(entry);
            case "form_submitted" -> "sent " + form(entry) + " on " + page(entry);
            case "meeting_booked" -> "booked a meeting";
            case "attachment_viewed" ->
                entry.link() == null
                        ? "looked at a document"
                        : "looked at the document \u201c" + entry.link() + "\u201d";
            default -> entry.kind().replace('_', ' ');
        };
    }

    private static String read(TimelineEntry entry) {
        String time = seconds(entry);
        boolean proxy = entry.actor().equals("image_proxy") || entry.actor().equals("privacy_proxy");
        if (proxy || time.isEmpty()) {
            return "read time cannot be measured: a proxy loads the images";
        }
        return switch (entry.detail().getOrDefault("class", "")) {
            case "glanced" -> "glanced at it " + time.strip();
            case "skimmed" -> "skimmed it " + time.strip();
            default -> "read it " + time.strip();
        };
    }

    /** {@code for 12 s } with a blank at its end; empty if it was not measured. */
    private static String seconds(TimelineEntry entry) {
        String seconds = entry.detail().get("seconds");
        if (seconds == null) {
            return "";
        }
        boolean capped = entry.kind().equals("read_time") && seconds.startsWith("20");
        return "for " + (capped ? "20 s or more " : seconds + " s ");
    }

    private static String page(TimelineEntry entry) {
        String path = entry.detail().get("path");
        String origin = entry.detail().getOrDefault("origin", "").replaceFirst("https?://", "");
        return path == null ? "a page" : "\u201c" + origin + path + "\u201d";
    }

    private static String form(TimelineEntry entry) {
        String form = entry.detail().getOrDefault("form", "");
        return form.isEmpty() ? "a form" : "the form \u201c" + form + "\u201d";
    }

    private static String who(String actor) {
        return switch (actor) {
            case "scanner" -> "Security scanner";
            case "privacy_proxy" -> "Privacy proxy";
            case "prefetch" -> "Prefetching program";
            default -> "Machine";
        };
    }

    private static List<String> more(TimelineEntry entry) {
        List<String> more = new ArrayList<>();
        StringBuilder about =
                new StringBuilder("\u201c").append(entry.subject()).append('\u201d');
        if (entry.campaign() != null) {
            about.append(" \u00b7 ").append(entry.campaign());
        }
        if (entry.agent() != null) {
            about.append(" \u00b7 ").append(entry.agent());
        }
        more.add(about.toString());
        if (saysWhy(entry)) {
            more.add(why(entry));
        }
        String diagnostic = entry.detail().get("diagnostic");
        String status = entry.detail().get("status");
        if (status != null || diagnostic != null) {
            more.add(((status == null ? "" : status + " ") + (diagnostic == null ? "" : diagnostic)).strip());
        }
        return more;
    }

    /** What a person plainly did needs no reasons. */
    private static boolean saysWhy(TimelineEntry entry) {
        boolean plain = entry.actor().equals("human") && entry.confidence() >= SURE && entry.judgements() == 1;
        return !plain && !entry.reasons().isEmpty() && (entry.machine() || isSignal(entry.kind()));
    }

    private static boolean isSignal(String kind) {
        return kind.equals("opened")
                || kind.equals("clicked")
                || kind.equals("read_time")
                || kind.equals("attachment_viewed")
                || kind.startsWith("page_");
    }

    private static String why(TimelineEntry entry) {
        String reasons = entry.reasons().stream().map(Reason::wordsFor).collect(Collectors.joining("; "));
        return switch (entry.actor()) {
            case "self" -> "Your own session: " + reasons;
            case "unknown" -> "Not sure who it was: " + reasons;
            case "image_proxy" -> "Through the provider's image proxy: " + reasons;
            default -> capital(reasons);
        };
    }

    /** Where the mind was changed about who it was; being surer of the same is no news. */
    private List<String> past(TimelineEntry entry) {
        List<String> past = new ArrayList<>();
        String actor = entry.actor();
        boolean human = entry.human();
        for (TimelineEntry.Belief belief : entry.earlier().reversed()) {
            if (!belief.actor().equals(actor) || belief.human() != human) {
                String consequence = belief.human() && !human ? " What it had earned was taken back." : "";
                past.add("Was taken for " + whom(belief.actor()) + " until " + When.clock(belief.until(), now) + ": "
                        + String.join("; ", belief.reasons()) + "." + consequence);
            }
            actor = belief.actor();
            human = belief.human();
        }
        return past;
    }

    private static String whom(String actor) {
        return switch (actor) {
            case "human" -> "a person";
            case "image_proxy" -> "a person behind an image proxy";
            case "privacy_proxy" -> "a privacy proxy";
            case "scanner" -> "a security scanner";
            case "prefetch" -> "a program that loads ahead";
            case "self" -> "the sender";
            default -> "somebody unknown";
        };
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
