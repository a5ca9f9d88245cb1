package salesinsights.scoring.sequence;

import java.util.List;
import java.util.UUID;

/** A step of a sequence. Ids are unique in it; {@link #END} stands for the end. */
sealed interface Step {
    /** Where nothing comes any more. */
    String END = "end";

    /** Small letters, digits and hyphens. */
    String id();

    /** Ids of the steps that may come after it. */
    List<String> after();

    /** As JSON names its kind. */
    String type();

    /**
     * Sends a version of a template.
     *
     * @param name what the template was called when the sequence was saved
     */
    record Mail(String id, UUID template, int version, String name, String next) implements Step {
        @Override
        public List<String> after() {
            return List.of(next);
        }

        @Override
        public String type() {
            return "mail";
        }
    }

    /** Opens a task for the lead's owner, due at the end of a business day, and goes on at once. */
    record Task(String id, String title, String text, int businessDays, String next) implements Step {
        @Override
        public List<String> after() {
            return List.of(next);
        }

        @Override
        public String type() {
            return "task";
        }
    }

    /** Lets business days, or working hours if {@code businessHours} is not 0, of whoever enrolled pass. */
    record Wait(String id, int businessDays, int businessHours, String next) implements Step {
        @Override
        public List<String> after() {
            return List.of(next);
        }

        @Override
        public String type() {
            return "wait";
        }
    }

    /**
     * Goes one way as soon as a person does something with the last mail, another if that does not happen in time.
     *
     * @param link part of the address or words of the link that is meant, in lower case; "" for any
     */
    record Branch(String id, Sign on, String link, int businessDays, String then, String otherwise) implements Step {
        @Override
        public List<String> after() {
            return List.of(then, otherwise);
        }

        @Override
        public String type() {
            return "branch";
        }
    }

    /** What a branch looks for; a click is a sign that it was opened, an answer of both. */
    enum Sign {
        OPENED,
        CLICKED,
        ANSWERED
    }
}
