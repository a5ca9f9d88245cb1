package salesinsights.scoring.calendar;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VTodo;
import biweekly.property.Status;
import biweekly.util.Duration;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import salesinsights.tracking.token.TrackingTokens;

/** Tasks in iCalendar (RFC 5545): a {@code VTODO} each, the same bytes for the same tasks. */
@Singleton
// The library's own types are java.util's.
@SuppressWarnings("JavaUtilDate")
class TaskCalendar {
    private final TrackingTokens tokens;

    TaskCalendar(TrackingTokens tokens) {
        this.tokens = tokens;
    }

    String of(List<FedTasks.FedTask> tasks) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Sales Insights//Follow-ups//EN");
        calendar.setName("Follow-ups");
        calendar.setRefreshInterval(Duration.builder().minutes(15).build());
        calendar.addExperimentalProperty("X-WR-CALNAME", "Follow-ups");
        tasks.forEach(task -> calendar.addTodo(todo(task)));
        return Biweekly.write(calendar).version(ICalVersion.V2_0).go();
    }

    private VTodo todo(FedTasks.FedTask task) {
        VTodo todo = new VTodo();
        todo.setUid(task.id() + "@sales-insights");
        // Not now: a calendar that is read again without a change has the same bytes.
        todo.setDateTimeStamp(date(task.createdAt()));
        todo.setCreated(date(task.createdAt()));
        todo.setSequence((int) Math.min(task.version(), Integer.MAX_VALUE));
        todo.setSummary(task.title());
        todo.setDescription(task.leadTitle() + "\n" + task.reason());
        todo.setUrl(tokens.publicUrl() + "/leads/" + task.lead());
        todo.setDateDue(date(task.dueAt()), true);
        switch (task.status()) {
            case OPEN, SNOOZED -> todo.setStatus(Status.needsAction());
            case DONE -> {
                todo.setStatus(Status.completed());
                todo.setPercentComplete(100);
                todo.setCompleted(date(task.doneAt() == null ? task.dueAt() : task.doneAt()));
            }
            case DISMISSED, CANCELLED -> todo.setStatus(Status.cancelled());
        }
        return todo;
    }

    private static Date date(Instant moment) {
        return Date.from(moment);
    }
}
