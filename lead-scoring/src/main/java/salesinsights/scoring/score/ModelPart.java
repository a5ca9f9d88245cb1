package salesinsights.scoring.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** An object of a model's JSON, read member by member; what is wrong is noted with its place and reading goes on. */
public final class ModelPart {
    private final JsonNode node;
    private final String path;
    private final List<Problem.Field> wrong;

    public ModelPart(JsonNode node, String path, List<Problem.Field> wrong) {
        this.node = node;
        this.path = path;
        this.wrong = wrong;
        if (!node.isObject() && !node.isMissingNode()) {
            wrong.add(new Problem.Field(path.isEmpty() ? "definition" : path, "must be an object"));
        }
    }

    /** The place of a member, such as {@code groups[0].rules[3].weight}. */
    public String at(String member) {
        return path.isEmpty() ? member : path + "." + member;
    }

    public void refuse(String member, String why) {
        wrong.add(new Problem.Field(at(member), why));
    }

    public void only(Set<String> members) {
        node.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                String shown = name.length() > 40 ? name.substring(0, 40) : name;
                refuse(
                        shown,
                        "is not known here; there are "
                                + String.join(", ", members.stream().sorted().toList()));
            }
        });
    }

    private JsonNode member(String name) {
        JsonNode found = node.path(name);
        boolean blank = found.isTextual() && found.asText().isBlank();
        return found instanceof NullNode || blank ? MissingNode.getInstance() : found;
    }

    public boolean has(String name) {
        return !member(name).isMissingNode();
    }

    public ModelPart part(String name) {
        return new ModelPart(member(name), at(name), wrong);
    }

    public List<ModelPart> parts(String name, int atMost) {
        JsonNode list = member(name);
        List<ModelPart> parts = new ArrayList<>();
        if (!list.isArray() && !list.isMissingNode()) {
            refuse(name, "must be a list");
        }
        if (list.size() > atMost) {
            refuse(name, "has " + list.size() + " entries; " + atMost + " are the most");
            return parts;
        }
        for (int i = 0; i < list.size(); i++) {
            parts.add(new ModelPart(list.get(i), at(name) + "[" + i + "]", wrong));
        }
        return parts;
    }

    /** A number, also written as text; {@code otherwise} where there is none or a wrong one. */
    public double number(String name, double from, double to, double otherwise) {
        JsonNode given = member(name);
        if (given.isMissingNode()) {
            return otherwise;
        }
        double number = given.isNumber() ? given.asDouble() : parsed(given);
        if (!Double.isFinite(number)) {
            refuse(name, "must be a number");
            return otherwise;
        }
        if (number < from || number > to) {
            refuse(name, "must lie between " + plain(from) + " and " + plain(to));
            return otherwise;
        }
        return number;
    }

    double needed(String name, double from, double to, double otherwise) {
        if (!has(name)) {
            refuse(name, "is missing");
        }
        return number(name, from, to, otherwise);
    }

    @Nullable
    Double optional(String name, double from, double to) {
        return has(name) ? (Double) number(name, from, to, from) : null;
    }

    public int whole(String name, int from, int to, int otherwise) {
        double number = number(name, from, to, otherwise);
        if (number != Math.rint(number)) {
            refuse(name, "must be a whole number");
            return otherwise;
        }
        return (int) number;
    }

    private static double parsed(JsonNode given) {
        try {
            return given.isTextual() ? Double.parseDouble(given.asText().strip()) : Double.NaN;
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : String.format(Locale.ROOT, "%s", number);
    }

    @Nullable
    public String text(String name, int atMost) {
        JsonNode given = member(name);
        if (given.isMissingNode()) {
            return null;
        }
        if (!given.isTextual()) {
            refuse(name, "must be a text");
            return null;
        }
        String text = given.asText().strip();
        if (text.length() > atMost) {
            refuse(name, "is too long: at most " + atMost + " characters");
            return null;
        }
        if (text.chars().anyMatch(Character::isISOControl) || !hasPairs(text)) {
            refuse(name, "holds a character that cannot be kept");
            return null;
        }
        return text;
    }

    private static boolean hasPairs(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    public String neededText(String name, int atMost) {
        if (!has(name)) {
            refuse(name, "is missing");
            return "";
        }
        String text = text(name, atMost);
        return text == null ? "" : text;
    }

    /** One of these words. */
    public String choice(String name, Set<String> words, String otherwise) {
        String text = text(name, 60);
        if (text == null) {
            return otherwise;
        }
        if (!words.contains(text)) {
            refuse(
                    name,
                    "must be one of "
                            + String.join(", ", words.stream().sorted().toList()));
            return otherwise;
        }
        return text;
    }

    public boolean flag(String name) {
        JsonNode given = member(name);
        if (given.isMissingNode() || given.isBoolean()) {
            return given.asBoolean(false);
        }
        if (given.isTextual() && Set.of("true", "false", "on").contains(given.asText())) {
            return !given.asText().equals("false");
        }
        refuse(name, "must be true or false");
        return false;
    }

    /** A list of texts, or one text with commas between. */
    public List<String> texts(String name, int atMost, int longest) {
        JsonNode given = member(name);
        List<String> texts = new ArrayList<>();
        if (given.isTextual()) {
            texts.addAll(List.of(given.asText().split(",", -1)));
        } else if (given.isArray()) {
            for (JsonNode one : given) {
                if (!one.isTextual()) {
                    refuse(name, "must hold texts only");
                    return List.of();
                }
                texts.add(one.asText());
            }
        } else if (!given.isMissingNode()) {
            refuse(name, "must be a list of texts");
        }
        List<String> stripped =
                texts.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
        if (stripped.size() > atMost || stripped.stream().anyMatch(one -> one.length() > longest)) {
            refuse(name, "has too many or too long entries: at most " + atMost + " of " + longest + " characters");
            return List.of();
        }
        if (stripped.stream().anyMatch(one -> one.chars().anyMatch(Character::isISOControl))) {
            refuse(name, "holds a character that cannot be kept");
            return List.of();
        }
        return stripped;
    }
}
