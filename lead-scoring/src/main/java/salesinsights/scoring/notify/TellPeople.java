package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.PersonalDays;
import salesinsights.scoring.followup.RuleNotices;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.score.AfterScoring;
import salesinsights.scoring.score.ScoredLead;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.JudgedEvent;
import salesinsights.tracking.verdict.JudgedEvents;

/**
 * Tells the owner of a lead what a person did, in the transaction that scored it: once for each event, never for machines,
 * and takes back what turns out to be none. Old events, of an import or of a verdict that was long in coming, are no news.
 */
@Singleton
class TellPeople implements AfterScoring, RuleNotices {
    /** What is older is no news. */
    private static final Duration NEWS = Duration.ofHours(24);
    /** The same again within this time, unread, is one notice. */
    private static final Duration TOGETHER = Duration.ofHours(4);

    private static final int WORDS = 2000;

    private final JudgedEvents events;
    private final SentMail mail;
    private final NoticeTable table;
    private final DeliveryTable deliveries;
    private final NoticeSettings settings;
    private final PersonalDays days;
    private final Clock clock;

    TellPeople(
            JudgedEvents events,
            SentMail mail,
            NoticeTable table,
            DeliveryTable deliveries,
            NoticeSettings settings,
            PersonalDays days,
            Clock clock) {
        this.events = events;
        this.mail = mail;
        this.table = table;
        this.deliveries = deliveries;
        this.settings = settings;
        this.days = days;
        this.clock = clock;
    }

    @Override
    public void scored(List<ScoredLead> scored) {
        List<Lead> leads = scored.stream().map(ScoredLead::lead).toList();
        Set<String> owners = leads.stream()
                .map(Lead::owner)
                .filter(owner -> owner != null && !owner.isBlank())
                .collect(Collectors.toSet());
        List<NoticeTable.Behind> told =
                table.behind(leads.stream().map(lead -> lead.id().value()).toList());
        if (owners.isEmpty() && told.isEmpty()) {
            return;
        }
        Batch batch = new Batch(settings.of(owners), clock.instant(), told);
        leads.stream()
                .collect(Collectors.groupingBy(Lead::teamId))
                .forEach((team, ofTeam) -> batch.events(team, ofTeam));
        scored.forEach(batch::heat);
    }

    @Override
    public void said(Lead lead, String anchor, String person, String words) {
        Batch batch = new Batch(settings.of(List.of(person)), clock.instant(), List.of());
        batch.add(new NoticeTable.Telling(
                lead.teamId(), lead.id(), person, NoticeCause.RULE, anchor, words, null, clock.instant()));
    }

    @Override
    public void takenBack(TeamId team, LeadId lead, String anchor) {
        table.withdraw(team, lead, NoticeCause.RULE, anchor);
    }

    /** The leads of one transaction. */
    private final class Batch {
        private final Map<String, NoticeSetting> wanted;
        private final Instant now;
        private final Map<UUID, NoticeTable.Behind> told;
        private final Map<String, PersonalDays.Moment> moments = new HashMap<>();

        Batch(Map<String, NoticeSetting> wanted, Instant now, List<NoticeTable.Behind> told) {
            this.wanted = wanted;
            this.now = now;
            this.told = told.stream().collect(Collectors.toMap(NoticeTable.Behind::event, one -> one));
        }

        void events(TeamId team, List<Lead> leads) {
            Map<String, Lead> byAddress = leads.stream()
                    .filter(lead -> lead.email() != null)
                    .collect(Collectors.toMap(lead -> String.valueOf(lead.email()), lead -> lead));
            Map<UUID, SentTo> sent = byAddress.isEmpty()
                    ? Map.of()
                    : mail.to(team, byAddress.keySet()).stream().collect(Collectors.toMap(SentTo::recipient, to -> to));
            if (sent.isEmpty()) {
                return;
            }
            Set<UUID> changed = new HashSet<>();
            List<UUID> gone = new ArrayList<>();
            List<UUID> back = new ArrayList<>();
            List<JudgedEvent> happened = events.scorable(sent.keySet()).stream()
                    .sorted(Comparator.comparing(JudgedEvent::occurredAt).thenComparing(JudgedEvent::id))
                    .toList();
            Set<UUID> there = happened.stream().map(JudgedEvent::id).collect(Collectors.toSet());
            for (JudgedEvent event : happened) {
                SentTo to = java.util.Objects.requireNonNull(sent.get(event.recipient()));
                Lead lead = java.util.Objects.requireNonNull(byAddress.get(to.address()));
                NoticeTable.Behind before = told.get(event.id());
                boolean counts = counts(event);
                if (before == null) {
                    if (counts && isNews(event)) {
                        tell(lead, to, event).ifPresent(changed::add);
                    }
                } else if (before.gone() == counts) {
                    (counts ? back : gone).add(event.id());
                    changed.add(before.notice());
                }
            }
            told.values().stream()
                    .filter(one -> one.team().equals(team) && !one.gone() && !there.contains(one.event()))
                    .forEach(one -> {
                        gone.add(one.event());
                        changed.add(one.notice());
                    });
            write(team, gone, back, changed);
        }

        private void write(TeamId team, List<UUID> gone, List<UUID> back, Set<UUID> changed) {
            if (!gone.isEmpty()) {
                table.mark(team, gone, true);
            }
            if (!back.isEmpty()) {
                table.mark(team, back, false);
            }
            if (!changed.isEmpty()) {
                table.count(changed);
            }
        }

        private static boolean counts(JudgedEvent event) {
            return NoticeCause.of(event.kind())
                    .filter(cause -> !cause.isPersonal() || event.isHuman())
                    .isPresent();
        }

        private boolean isNews(JudgedEvent event) {
            Instant oldest = now.minus(NEWS);
            return event.occurredAt().isAfter(oldest) && event.recordedAt().isAfter(oldest);
        }

        private Optional<UUID> tell(Lead lead, SentTo to, JudgedEvent event) {
            String owner = lead.owner();
            NoticeCause cause = NoticeCause.of(event.kind()).orElseThrow();
            if (owner == null || owner.isBlank()) {
                return Optional.empty();
            }
            NoticeSetting setting = wanted.getOrDefault(owner, NoticeSetting.USUAL);
            if (cause.isPersonal() && event.humanWeight() < setting.minimumConfidence()) {
                return Optional.empty();
            }
            Double confidence = cause.isPersonal() ? (Double) event.humanWeight() : null;
            NoticeTable.Telling telling = new NoticeTable.Telling(
                    lead.teamId(),
                    lead.id(),
                    owner,
                    cause,
                    event.id().toString(),
                    shortened(to.subject()),
                    confidence,
                    event.occurredAt());
            Optional<UUID> open = setting.causes().contains(cause)
                    ? table.open(telling, event.occurredAt().minus(TOGETHER))
                    : Optional.empty();
            Optional<UUID> notice = open.isPresent() ? open : add(telling);
            notice.ifPresent(id -> {
                table.tellsOf(lead.teamId(), id, event.id(), confidence);
                table.reach(id, event.occurredAt());
            });
            return notice;
        }

        /** Empty if the person does not want to know, or was told. */
        Optional<UUID> add(NoticeTable.Telling telling) {
            NoticeSetting setting = wanted.getOrDefault(telling.person(), NoticeSetting.USUAL);
            if (!setting.causes().contains(telling.cause())) {
                return Optional.empty();
            }
            PersonalDays.Moment moment = moments.computeIfAbsent(
                    telling.team().value() + " " + telling.person(),
                    key -> days.of(telling.team(), telling.person(), now));
            boolean held = table.countedSince(telling.person(), moment.began()) >= setting.mostADay();
            Optional<UUID> notice = table.add(telling, moment.awake(), held);
            if (!held) {
                notice.ifPresent(id -> deliveries.spread(telling.team(), id, moment.awake()));
            }
            return notice;
        }

        void heat(ScoredLead scored) {
            Lead lead = scored.lead();
            if (scored.after().tier() != Tier.HOT) {
                if (scored.before().tier() == Tier.HOT) {
                    table.withdraw(lead.teamId(), lead.id(), NoticeCause.HOT, null);
                }
                return;
            }
            String owner = lead.owner();
            if (!scored.becameHot() || owner == null || owner.isBlank()) {
                return;
            }
            String why = scored.reasons().isEmpty() ? "" : scored.reasons().getFirst();
            String day = days.of(lead.teamId(), owner, now).day();
            add(new NoticeTable.Telling(
                    lead.teamId(), lead.id(), owner, NoticeCause.HOT, day, shortened(why), null, now));
        }
    }

    private static String shortened(@Nullable String text) {
        String words = text == null ? "" : text;
        return words.length() <= WORDS ? words : words.substring(0, words.offsetByCodePoints(0, WORDS / 2));
    }
}
