package io.ciderstream.connectors.rows;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Selects the collection of a topic: by the first rule whose pattern matches the whole topic, else
 * by the fallback. In a template {@code ${topic}} is the topic and {@code $1} the first group of
 * the pattern; characters that a collection's name cannot contain become underscores.
 */
public final class Routing {
  /** One rule. */
  private record Rule(Pattern pattern, String template) {}

  private static final Pattern UNUSABLE = Pattern.compile("[^A-Za-z0-9_]");
  private static final String TOPIC = "${topic}";

  private final List<Rule> rules;
  private final String fallback;
  private final Map<String, String> known = new LinkedHashMap<>();

  /**
   * Creates a routing.
   *
   * @param rules {@code pattern=template} each
   * @param fallback the template for other topics; empty for none
   * @throws CiderException SETTING_INVALID
   */
  public Routing(List<String> rules, String fallback) {
    this.rules = rules.stream().map(Routing::rule).toList();
    this.fallback = fallback;
  }

  /**
   * Returns the collection of a topic.
   *
   * @throws CiderException SETTING_INVALID if there is none
   */
  public String collection(String topic) {
    return known.computeIfAbsent(
        topic,
        name ->
            find(name)
                .orElseThrow(
                    () ->
                        new CiderException(
                            ErrorCode.SETTING_INVALID,
                            "No rule of topics.collections matches the topic %s, and collection is not set."
                                .formatted(name))));
  }

  /** Returns whether a topic has a collection. */
  public boolean covers(String topic) {
    return find(topic).isPresent();
  }

  private Optional<String> find(String topic) {
    for (Rule rule : rules) {
      Matcher matcher = rule.pattern().matcher(topic);
      if (matcher.matches()) {
        return Optional.of(usable(matcher.replaceFirst(escaped(rule.template(), topic))));
      }
    }
    return fallback.isEmpty()
        ? Optional.empty()
        : Optional.of(usable(fallback.replace(TOPIC, topic)));
  }

  private static String escaped(String template, String topic) {
    return template.replace(TOPIC, Matcher.quoteReplacement(topic));
  }

  private static String usable(String name) {
    String clean = UNUSABLE.matcher(name).replaceAll("_");
    return !clean.isEmpty() && Character.isDigit(clean.charAt(0)) ? "_" + clean : clean;
  }

  private static Rule rule(String text) {
    int equals = text.lastIndexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw invalid(text, "is not pattern=collection");
    }
    try {
      Pattern pattern = Pattern.compile(text.substring(0, equals).trim());
      String template = text.substring(equals + 1).trim();
      Matcher groups = Pattern.compile("\\$(\\d)").matcher(template);
      while (groups.find()) {
        if (Integer.parseInt(groups.group(1)) > pattern.matcher("").groupCount()) {
          throw invalid(text, "uses a group that the pattern does not have");
        }
      }
      return new Rule(pattern, template);
    } catch (PatternSyntaxException e) {
      throw invalid(text, "is not a pattern: " + e.getDescription());
    }
  }

  private static CiderException invalid(String text, String reason) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        "topics.collections has \"%s\", which %s.".formatted(text, reason));
  }
}
