package salesinsights.crm.memory;

import java.util.Map;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.LeadFact;

/** The people who work in an in-memory CRM: what they do comes back by {@link MemoryCrm#pull(CrmEntity, String, int)}. */
public final class MemoryPeople {
    private final MemoryCrm crm;
    private final Shelves shelves;

    MemoryPeople(MemoryCrm crm, Shelves shelves) {
        this.crm = crm;
        this.shelves = shelves;
    }

    /** Edits a field of a record; false if there is no such record. */
    public boolean edit(String externalId, LeadFact fact, String value) {
        synchronized (crm) {
            return shelves.edit(externalId, fact, value);
        }
    }

    /** Makes a record; gives the CRM's id of it. */
    public String add(Map<LeadFact, String> facts) {
        synchronized (crm) {
            return shelves.add(facts);
        }
    }

    /** Makes something that is not a lead. */
    public void add(CrmEntity entity, CrmItem item) {
        synchronized (crm) {
            shelves.add(entity, item);
        }
    }

    /** Deletes a record; false if there is no such record. */
    public boolean delete(String externalId) {
        synchronized (crm) {
            return shelves.remove(externalId, null);
        }
    }

    /** Merges a record into another one; false if there is no such record. */
    public boolean merge(String externalId, String intoCrmId) {
        synchronized (crm) {
            return shelves.remove(externalId, intoCrmId);
        }
    }

    /** Finishes or cancels a task; false if there is no such task. */
    public boolean finish(String taskId, CrmTask.Status status, String note) {
        synchronized (crm) {
            return shelves.finish(taskId, status, note);
        }
    }
}
