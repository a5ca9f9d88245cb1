package salesinsights.scoring.notify;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * What somebody wants to be told.
 *
 * @param causes of which things
 * @param minimumConfidence how sure it must be that a person did it, 0.5 to 1; what machines did is never told
 * @param mostADay how many notices count on a day, 0 to 500; what is beyond is listed and rings no bell
 * @param digestAt when a mail sums up what is unread and due, where they work; null for never
 * @param version what {@code If-Match} is compared with; 0 for what nobody set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeSetting(
        List<NoticeCause> causes,
        double minimumConfidence,
        int mostADay,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime digestAt,
        @JsonIgnore int version) {
    static final NoticeSetting USUAL = new NoticeSetting(NoticeCause.usual(), 0.7, 50, null, 0);

    private static final int MOST = 500;

    public NoticeSetting {
        causes = List.copyOf(causes);
    }

    /**
     * As somebody states it; what is missing is as usual.
     *
     * @throws Problem 400 naming every field that is wrong
     */
    public static NoticeSetting stated(
            @Nullable List<? extends @Nullable NoticeCause> causes,
            @Nullable Double minimumConfidence,
            @Nullable Integer mostADay,
            @Nullable String digestAt) {
        double sure = minimumConfidence == null ? USUAL.minimumConfidence : minimumConfidence;
        int most = mostADay == null ? USUAL.mostADay : mostADay;
        List<Problem.Field> wrong = new ArrayList<>();
        if (!(sure >= 0.5 && sure <= 1)) {
            wrong.add(
                    new Problem.Field("minimumConfidence", "is 0.5 to 1: what is less likely a person is never told"));
        }
        if (most < 0 || most > MOST) {
            wrong.add(new Problem.Field("mostADay", "is 0 to " + MOST));
        }
        LocalTime at = null;
        try {
            at = digestAt == null || digestAt.isBlank() ? null : LocalTime.parse(digestAt.strip());
        } catch (DateTimeParseException none) {
            wrong.add(new Problem.Field("digestAt", "is a time such as 07:30"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        List<NoticeCause> chosen = new ArrayList<>();
        if (causes == null) {
            chosen.addAll(USUAL.causes);
        } else {
            causes.stream()
                    .<NoticeCause>mapMulti((cause, kept) -> {
                        if (cause != null) {
                            kept.accept(cause);
                        }
                    })
                    .distinct()
                    .sorted()
                    .forEach(chosen::add);
        }
        return new NoticeSetting(chosen, sure, most, at, 0);
    }
}
