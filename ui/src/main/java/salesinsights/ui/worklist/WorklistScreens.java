package salesinsights.ui.worklist;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUpQuery;
import salesinsights.scoring.followup.FollowUpStatus;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.scoring.worklist.Worklist;
import salesinsights.scoring.worklist.WorklistPage;
import salesinsights.scoring.worklist.WorklistPlace;
import salesinsights.scoring.worklist.WorklistView;
import salesinsights.scoring.worklist.WorklistViews;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.followup.TaskRow;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Puts the worklist's page together, in the caller's transaction. */
@Singleton
class WorklistScreens {
    private static final int A_PAGE = 50;
    private static final int TASKS_SHOWN = 12;
    private static final Duration SOON = Duration.ofDays(1);

    private final Worklist worklist;
    private final WorklistViews views;
    private final FollowUps followUps;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    WorklistScreens(
            Worklist worklist,
            WorklistViews views,
            FollowUps followUps,
            Shells shells,
            CurrentCaller caller,
            Clock clock) {
        this.worklist = worklist;
        this.views = views;
        this.followUps = followUps;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "worklist")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, WorklistScreen screen);
    }

    /**
     * The saved view of this id.
     *
     * @throws Problem 404 if the caller sees none
     */
    WorklistView view(UUID id) {
        return views.find(caller.get(), id).orElseThrow(Problem::notFound);
    }

    /** The view that the caller begins with. */
    Optional<WorklistView> standard() {
        return views.standard(caller.get());
    }

    /** The page from this place on, saying what just happened. */
    TemplateInstance page(Filter filter, @Nullable String after, ViewForm form, Shell.@Nullable Toast said) {
        Instant now = clock.instant();
        WorklistPlace place = after == null ? null : WorklistPlace.of(after);
        WorklistPage page = worklist.page(filter.wanted().query(caller, now, place, A_PAGE));
        List<LeadRow> leads =
                page.items().stream().map(row -> LeadRow.of(row, now)).toList();
        List<String> owners = leads.stream()
                .map(LeadRow::owner)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        WorklistScreen screen = new WorklistScreen(
                filter,
                leads,
                tasks(filter, now),
                owners,
                caller.get().visiblePaths(),
                views.of(caller.get()),
                form,
                page.next() == null || filter.namesSomebody() ? null : filter.address() + "&after=" + page.next(),
                after == null ? null : filter.address(),
                filter.address());
        return Templates.list(shells.of("Worklist", Place.WORKLIST).saying(said), screen);
    }

    private List<TaskRow> tasks(Filter filter, Instant now) {
        FollowUpQuery due = new FollowUpQuery(
                caller.get().visibleTeamIds(),
                filter.mine() ? caller.get().username() : null,
                Set.of(FollowUpStatus.OPEN),
                now.plus(SOON),
                null,
                null,
                TASKS_SHOWN);
        return followUps.page(due).stream().map(task -> TaskRow.of(task, now)).toList();
    }
}
