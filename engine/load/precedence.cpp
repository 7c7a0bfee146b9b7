#include "load/precedence.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <cstdint>
#include <deque>
#include <utility>

// Sessions in a cycle are those of a strongly connected component (Tarjan 1972,
// doi:10.1137/0201010; Boost's depth-first search keeps its own stack) with more than one session,
// or with an edge to itself. A breadth-first walk inside the component then finds a shortest cycle,
// which is the kindest one to read.
namespace muster::load {
namespace {

using Graph =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                       boost::no_property, std::uint32_t, std::uint32_t>;
using Vertex = std::uint32_t;
constexpr Vertex kUnseen = 0xffffffffu;

Graph graph_of(std::size_t n_sessions, const std::vector<model::Precedence>& precedences) {
  std::vector<std::pair<Vertex, Vertex>> edges;
  edges.reserve(precedences.size());
  for (const model::Precedence& precedence : precedences) {
    edges.emplace_back(precedence.before.value, precedence.after.value);
  }
  std::sort(edges.begin(), edges.end());
  return Graph(boost::edges_are_sorted, edges.begin(), edges.end(),
               static_cast<std::uint32_t>(n_sessions));
}

std::vector<Vertex> components_of(const Graph& graph) {
  std::vector<Vertex> component(num_vertices(graph));
  boost::strong_components(
      graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  return component;
}

// The first session that lies on a cycle, or kUnseen.
Vertex first_on_cycle(const Graph& graph, const std::vector<Vertex>& component) {
  std::vector<std::uint32_t> size(component.size(), 0);
  for (Vertex c : component) ++size[c];
  for (Vertex v = 0; v < component.size(); ++v) {
    if (size[component[v]] > 1) return v;
    const auto [begin, end] = adjacent_vertices(v, graph);
    if (std::find(begin, end, v) != end) return v;
  }
  return kUnseen;
}

std::vector<model::SessionIndex> path_to(Vertex end, Vertex start,
                                         const std::vector<Vertex>& came_from) {
  std::vector<model::SessionIndex> path;
  for (Vertex v = end; v != start; v = came_from[v]) {
    path.push_back(model::SessionIndex(std::size_t{v}));
  }
  path.push_back(model::SessionIndex(std::size_t{start}));
  std::reverse(path.begin(), path.end());
  return path;
}

// `start` lies on a cycle.
std::vector<model::SessionIndex> shortest_cycle(const Graph& graph, Vertex start,
                                                const std::vector<Vertex>& component) {
  std::vector<Vertex> came_from(component.size(), kUnseen);
  std::deque<Vertex> queue{start};
  while (!queue.empty()) {
    const Vertex v = queue.front();
    queue.pop_front();
    const auto [begin, end] = adjacent_vertices(v, graph);
    for (auto next = begin; next != end; ++next) {
      if (*next == start) return path_to(v, start, came_from);
      if (came_from[*next] != kUnseen || component[*next] != component[start]) continue;
      came_from[*next] = v;
      queue.push_back(*next);
    }
  }
  return {model::SessionIndex(std::size_t{start})};
}

}  // namespace

std::optional<std::vector<model::SessionIndex>> find_cycle(
    std::size_t n_sessions, const std::vector<model::Precedence>& precedences) {
  if (precedences.empty()) return std::nullopt;
  const Graph graph = graph_of(n_sessions, precedences);
  const std::vector<Vertex> component = components_of(graph);
  const Vertex start = first_on_cycle(graph, component);
  if (start == kUnseen) return std::nullopt;
  return shortest_cycle(graph, start, component);
}

}  // namespace muster::load
