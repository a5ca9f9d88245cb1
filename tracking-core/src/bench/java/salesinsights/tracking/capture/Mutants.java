package salesinsights.tracking.capture;

import java.util.Random;

/** Damaged spellings of a token. */
final class Mutants {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/%\u00e9";

    private Mutants() {}

    static String of(String token, Random random) {
        StringBuilder mutant = new StringBuilder(token);
        for (int edits = 1 + random.nextInt(3); edits > 0 && !mutant.isEmpty(); edits--) {
            int at = random.nextInt(mutant.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(6)) {
                case 0 -> mutant.setCharAt(at, other);
                case 1 -> mutant.deleteCharAt(at);
                case 2 -> mutant.insert(at, other);
                case 3 -> mutant.setLength(Math.max(1, at));
                case 4 -> mutant.append(other);
                default -> mutant.setCharAt(at, mutant.charAt(random.nextInt(mutant.length())));
            }
        }
        return mutant.toString();
    }
}
