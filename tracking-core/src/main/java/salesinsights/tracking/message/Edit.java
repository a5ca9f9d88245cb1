package salesinsights.tracking.message;

import java.util.List;

/** Puts {@code text} in place of what stands from {@code start} to {@code end}; both alike to insert. */
record Edit(int start, int end, String text) {
    /** Applies edits that are in order and do not overlap. */
    static String apply(String source, List<Edit> edits) {
        StringBuilder edited = new StringBuilder(source.length() + 256);
        int done = 0;
        for (Edit edit : edits) {
            edited.append(source, done, edit.start()).append(edit.text());
            done = edit.end();
        }
        return edited.append(source, done, source.length()).toString();
    }
}
