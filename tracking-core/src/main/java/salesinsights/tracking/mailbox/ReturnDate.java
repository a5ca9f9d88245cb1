package salesinsights.tracking.mailbox;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.UNICODE_CASE;
import static java.util.regex.Pattern.UNICODE_CHARACTER_CLASS;

import java.text.DateFormatSymbols;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The day that an absence note names as the return or as the end of the absence, in seven languages. Pure. */
final class ReturnDate {
    private static final List<Locale> LANGUAGES =
            Stream.of("en", "de", "fr", "it", "es", "nl", "pt").map(Locale::of).toList();
    private static final Map<String, Integer> MONTHS = new HashMap<>();
    private static final Map<String, DayOfWeek> WEEKDAYS = new HashMap<>();
    private static final int LONGEST_TEXT = 6_000;
    private static final int FARTHEST_DAYS = 400;

    static {
        for (Locale language : LANGUAGES) {
            DateFormatSymbols symbols = DateFormatSymbols.getInstance(language);
            for (int i = 0; i < 12; i++) {
                MONTHS.putIfAbsent(bare(symbols.getMonths()[i]), i + 1);
                MONTHS.putIfAbsent(bare(symbols.getShortMonths()[i]), i + 1);
            }
            for (int i = 1; i <= 7; i++) {
                WEEKDAYS.putIfAbsent(bare(symbols.getWeekdays()[i]), i == 1 ? DayOfWeek.SUNDAY : DayOfWeek.of(i - 1));
            }
        }
        MONTHS.remove("");
        WEEKDAYS.remove("");
    }

    // What stands before the day of return, by language: en, de, fr, it, es, nl, pt.
    private static final String BEFORE =
            "\\b(?:back(?: (?:in|at) (?:the |my )?(?:office|desk|work))?|return(?:ing|s)?|until|till|through|available again|again available|to"
                    + "|bis|zur.ck|wieder(?: (?:da|im b.ro|erreichbar))?|ab(?: dem)?|erreichbar|r.ckkehr"
                    + "|jusqu.?(?:au|.)|retour(?: au bureau)?|reviendrai|. partir du|au"
                    + "|fino (?:al|a)|rientr\\w{1,6}(?: in ufficio)?|ritorno|torner\\w|a partire dal|al"
                    + "|hasta|vuelta|regres\\w{1,4}|volver\\w|vuelvo|reincorpor\\w{1,4}|a partir del?"
                    + "|tot(?: en met)?|terug|at.|regresso|volto)\\b";
    private static final String GAP =
            "(?:[ \\t:,]{1,3}(?:on|from|in|at|by|again|the|office|work|am|zum|dem|den|einschlie.lich|inklusive|wieder|im|b.ro|erreichbar|le|du|el|il|d.a|giorno|op|em|dia|next|n.chsten|ufficio|oficina|bureau|lunes|de)\\b){0,5}[ \\t:,]{0,3}";
    private static final String WORD = "([\\p{L}]{3,12})";
    private static final String WEEKDAY = "(?:[\\p{L}-]{2,14}[.,]?[ \\t]{1,2}(?:the |den |dem |le |el |il )?)?";
    private static final String YEAR = "(?:[.,]?[ \\t]{0,2}(?:de[l]?[ \\t])?(\\d{4}))?";

    private record Form(Pattern pattern, Reading reading) {}

    private interface Reading {
        Stream<LocalDate> of(Matcher found, LocalDate sent);
    }

    private static final List<Form> FORMS = List.of(
            form(
                    "(\\d{4})-(\\d{1,2})-(\\d{1,2})\\b",
                    (found, sent) -> day(found.group(1), number(found, 2), number(found, 3), sent)),
            form(
                    "(\\d{1,2})\\.[ \\t]?(\\d{1,2})\\.?(?:[ \\t]?(\\d{4}|\\d{2}))?\\b",
                    (found, sent) -> day(found.group(3), number(found, 2), number(found, 1), sent)),
            form(
                    "(\\d{1,2})[/-](\\d{1,2})(?:[/-](\\d{4}|\\d{2}))?\\b",
                    (found, sent) -> Stream.concat(
                            day(found.group(3), number(found, 2), number(found, 1), sent),
                            day(found.group(3), number(found, 1), number(found, 2), sent))),
            form(
                    "(\\d{1,2})(?:st|nd|rd|th|er|\\.|º|°)?[ \\t]{0,2}(?:of[ \\t]|de[ \\t])?" + WORD + YEAR,
                    (found, sent) ->
                            day(found.group(3), MONTHS.getOrDefault(bare(found.group(2)), 0), number(found, 1), sent)),
            form(
                    WORD + "\\.?[ \\t]{1,2}(?:\\d{1,2}(?:st|nd|rd|th)?[ \\t]?[-–][ \\t]?)?(\\d{1,2})(?:st|nd|rd|th)?\\b"
                            + YEAR,
                    (found, sent) ->
                            day(found.group(3), MONTHS.getOrDefault(bare(found.group(1)), 0), number(found, 2), sent)),
            form(
                    "(\\p{L}{5,12}(?:-feira)?)\\b",
                    (found, sent) -> Optional.ofNullable(WEEKDAYS.get(bare(found.group(1))))
                            .map(day -> sent.with(TemporalAdjusters.next(day)))
                            .stream()));

    // "on July 10-31": a range says its end without a word before it.
    private static final Form RANGE = new Form(
            Pattern.compile(
                    "\\b" + WORD + "[ \\t](?:\\d{1,2})[ \\t]?[-–][ \\t]?(\\d{1,2})\\b" + YEAR,
                    CASE_INSENSITIVE | UNICODE_CASE | UNICODE_CHARACTER_CLASS),
            (found, sent) -> day(found.group(3), MONTHS.getOrDefault(bare(found.group(1)), 0), number(found, 2), sent));

    private ReturnDate() {}

    private static Form form(String date, Reading reading) {
        return new Form(
                Pattern.compile(
                        BEFORE + GAP + WEEKDAY + date, CASE_INSENSITIVE | UNICODE_CASE | UNICODE_CHARACTER_CLASS),
                reading);
    }

    /**
     * @param text subject and body
     * @param sent the day on which the note was written; a day without a year is the next such day from then on
     */
    static Optional<LocalDate> in(String text, LocalDate sent) {
        String own = text.lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n"));
        String searched = own.substring(0, Math.min(own.length(), LONGEST_TEXT));
        return Stream.concat(FORMS.stream(), Stream.of(RANGE))
                .flatMap(form -> form.pattern()
                        .matcher(searched)
                        .results()
                        .limit(5)
                        .flatMap(result -> reread(form, searched, result.start(), sent)))
                .findFirst();
    }

    private static Stream<LocalDate> reread(Form form, String text, int start, LocalDate sent) {
        Matcher found = form.pattern().matcher(text);
        return found.find(start)
                ? form.reading()
                        .of(found, sent)
                        .filter(day -> !day.isBefore(sent.minusDays(1)) && day.isBefore(sent.plusDays(FARTHEST_DAYS)))
                        .sorted(Comparator.naturalOrder())
                        .limit(1)
                : Stream.empty();
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    private static Stream<LocalDate> day(
            @org.jspecify.annotations.Nullable String year, int month, int day, LocalDate sent) {
        try {
            if (month < 1 || month > 12) {
                return Stream.empty();
            }
            if (year != null) {
                int stated = Integer.parseInt(year);
                return Stream.of(LocalDate.of(stated < 100 ? 2000 + stated : stated, month, day));
            }
            LocalDate thisYear = LocalDate.of(sent.getYear(), month, day);
            return Stream.of(thisYear.isBefore(sent.minusDays(1)) ? thisYear.plusYears(1) : thisYear);
        } catch (DateTimeException noSuchDay) {
            return Stream.empty();
        }
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replace(".", "").strip();
    }
}
