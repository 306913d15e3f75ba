package io.ciderstream.evaluation.rerank;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.evaluation.search.UnitVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The k-reciprocal neighbourhoods of the rows of an index and one query, which is the node after
 * the last row. Nodes are encoded when they are needed.
 */
final class ReciprocalGraph {
  private static final double SHARE = 2.0 / 3;

  private final DescriptorMatrix index;
  private final List<Neighbours> lists;
  private final ReciprocalOptions options;
  private final float[] cosines;
  private final Neighbours ofQuery;
  private final int own;
  private final int query;
  private final Map<Integer, Neighbours> nearest = new HashMap<>();
  private final Map<Integer, NodeWeights> encoded = new HashMap<>();

  /**
   * Creates a graph.
   *
   * @param lists at least k1 + 1 neighbours of each row
   * @param cosines of the query with each row; not changed while the graph is used
   * @param ofQuery the query's k1 neighbours
   * @param own row that is left out; -1 for none
   */
  ReciprocalGraph(
      DescriptorMatrix index,
      List<Neighbours> lists,
      ReciprocalOptions options,
      float[] cosines,
      Neighbours ofQuery,
      int own) {
    this.index = index;
    this.lists = lists;
    this.options = options;
    this.cosines = cosines;
    this.ofQuery = ofQuery;
    this.own = own;
    this.query = index.count();
  }

  /** Returns the query's node. */
  int query() {
    return query;
  }

  /** Returns a node's encoding, averaged over its k2 nearest nodes, itself among them. */
  NodeWeights encode(int node) {
    List<NodeWeights> all = new ArrayList<>();
    all.add(expanded(node));
    for (int neighbour : nearest(node, options.k2() - 1)) {
      all.add(expanded(neighbour));
    }
    return NodeWeights.mean(all);
  }

  /**
   * Encodes the expanded set of reciprocal neighbours, equation 7 with the weights of equation 8.
   */
  private NodeWeights expanded(int node) {
    NodeWeights known = encoded.get(node);
    if (known == null) {
      Map<Integer, Double> weights = new HashMap<>();
      for (int member : expandedSet(node)) {
        weights.put(member, Math.exp(-squaredDistance(node, member)));
      }
      known = NodeWeights.normalised(weights);
      encoded.put(node, known);
    }
    return known;
  }

  /** Adds the half as large sets of members that overlap enough, equation 5. */
  private Set<Integer> expandedSet(int node) {
    Set<Integer> reciprocal = reciprocal(node, options.k1());
    Set<Integer> expanded = new HashSet<>(reciprocal);
    int half = (int) Math.round(options.k1() / 2.0);
    for (int member : reciprocal) {
      Set<Integer> candidates = reciprocal(member, half);
      long shared = candidates.stream().filter(reciprocal::contains).count();
      if (shared >= SHARE * candidates.size()) {
        expanded.addAll(candidates);
      }
    }
    return expanded;
  }

  /** Returns a node and those of its k nearest that have it among their k nearest. */
  private Set<Integer> reciprocal(int node, int k) {
    Set<Integer> mutual = new HashSet<>();
    mutual.add(node);
    for (int other : nearest(node, k)) {
      for (int back : nearest(other, k)) {
        if (back == node) {
          mutual.add(other);
        }
      }
    }
    return mutual;
  }

  private int[] nearest(int node, int k) {
    Neighbours all = node == query ? ofQuery : nearest.computeIfAbsent(node, this::withQuery);
    return all.first(k).rows();
  }

  /** Puts the query among a row's neighbours, behind those that are as near. */
  private Neighbours withQuery(int row) {
    Neighbours rows = lists.get(row).without(own, options.k1());
    int at = rows.count();
    while (at > 0 && rows.scores()[at - 1] < cosines[row]) {
      at--;
    }
    return at == options.k1() ? rows : rows.with(at, query, cosines[row]).first(options.k1());
  }

  private double squaredDistance(int node, int member) {
    if (node == member) {
      return 0;
    }
    if (node == query || member == query) {
      return 2 - 2 * cosines[node == query ? member : node];
    }
    return 2 - 2 * (float) UnitVector.cosine(index.row(node), index.row(member));
  }
}
