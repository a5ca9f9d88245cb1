package salesinsights.scoring.score;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a lead stands where it stands, in sentences; days are those of UTC. */
final class Reasons {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_YEAR = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final Duration THIS_WEEK = Duration.ofDays(7);
    private static final int SUBJECT_AT_MOST = 60;

    /** In an entry's parameters: what its rule says of a lead, in the words of whoever made the rule. */
    static final String WORDS = "words";

    private Reasons() {}

    /** The strongest first; alike ones are told together. What has faded to less than half a point is not told. */
    static List<String> top(Book book, Instant now, int atMost) {
        Map<String, List<ScoreEntry>> alike = book.standing().stream()
                .filter(entry -> !entry.isFit() && !entry.effectiveAt().isAfter(now))
                .collect(Collectors.groupingBy(
                        entry -> entry.rule() + "\n" + subjectOf(entry), LinkedHashMap::new, Collectors.toList()));
        return alike.values().stream()
                .filter(entries -> worth(entries, now) >= 0.5)
                .sorted(Comparator.comparingDouble((List<ScoreEntry> entries) -> worth(entries, now))
                        .reversed())
                .limit(atMost)
                .map(entries -> sentence(entries, now))
                .toList();
    }

    private static double worth(List<ScoreEntry> entries, Instant now) {
        return Math.abs(entries.stream().mapToDouble(entry -> entry.at(now)).sum());
    }

    /** One entry in words. */
    static String sentence(ScoreEntry entry, Instant now) {
        return entry.isFit() ? fit(entry) : sentence(List.of(entry), now);
    }

    private static String sentence(List<ScoreEntry> entries, Instant now) {
        Instant last = entries.stream()
                .map(ScoreEntry::effectiveAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant first = entries.stream()
                .map(ScoreEntry::effectiveAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        String what = what(entries.getFirst());
        if (entries.size() == 1) {
            return what + " on " + day(last, now);
        }
        String often = entries.size() == 2 ? "twice" : entries.size() == 3 ? "three times" : entries.size() + " times";
        return Duration.between(first, now).compareTo(THIS_WEEK) <= 0
                ? what + " " + often + " this week"
                : what + " " + often + ", last on " + day(last, now);
    }

    private static String what(ScoreEntry entry) {
        @Nullable String link = entry.parameters().get("link");
        String words = entry.parameters().get(WORDS);
        if (words != null) {
            return words;
        }
        String message = subjectOf(entry).isEmpty() ? "a message" : "\u201c" + subjectOf(entry) + "\u201d";
        return switch (entry.rule()) {
            case "meeting" -> "Booked a meeting";
            case "reply" -> "Answered";
            case "form" -> "Filled in a form";
            case "click" -> "Clicked " + (link == null ? "a link" : "\u201c" + shortened(link) + "\u201d");
            case "attachment" -> "Viewed an attachment of " + message;
            case "page" -> "Visited a page";
            case "open" -> "Opened " + message;
            case "read-receipt" -> "Confirmed reading " + message;
            case "hard-bounce" -> "Mail bounced for good";
            case "rejected" -> "Mail was rejected";
            case "soft-bounce" -> "Mail bounced for now";
            case "complaint" -> "Called our mail spam";
            case "unsubscribe" -> "Unsubscribed";
            default -> entry.rule();
        };
    }

    private static String fit(ScoreEntry entry) {
        String words = entry.parameters().get(WORDS);
        return words != null
                ? words
                : switch (entry.rule()) {
                    case "fit-free-mail" -> "Uses a private mail provider";
                    case "fit-business-mail" -> "Has a company's address";
                    case "fit-company" -> "Company is known";
                    case "fit-country" -> "Country is known";
                    case "fit-phone" -> "Phone number is known";
                    case "fit-name" -> "Name is known";
                    default -> entry.rule();
                };
    }

    private static String subjectOf(ScoreEntry entry) {
        String key = entry.rule().equals("click") ? "link" : "subject";
        return entry.rule().equals("reply") ? "" : shortened(entry.parameters().getOrDefault(key, ""));
    }

    private static String shortened(String text) {
        return text.length() > SUBJECT_AT_MOST
                ? text.substring(0, SUBJECT_AT_MOST - 1).strip() + "\u2026"
                : text;
    }

    private static String day(Instant moment, Instant now) {
        var date = moment.atOffset(ZoneOffset.UTC).toLocalDate();
        boolean thisYear = date.getYear() == now.atOffset(ZoneOffset.UTC).getYear();
        return (thisYear ? DAY : DAY_AND_YEAR).format(date);
    }
}
