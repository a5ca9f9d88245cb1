package salesinsights.scoring.sequence;

import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.scoring.score.AfterScoring;
import salesinsights.scoring.score.ScoredLead;

/** Leaves word that something happened to leads that are on their way; they are looked at again moments later. */
@Singleton
class NoteNews implements AfterScoring {
    private final EnrolmentTable table;

    NoteNews(EnrolmentTable table) {
        this.table = table;
    }

    @Override
    public void scored(List<ScoredLead> leads) {
        table.tell(leads.stream().map(one -> one.lead().id().value()).toList());
    }
}
