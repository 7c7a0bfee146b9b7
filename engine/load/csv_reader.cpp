// CSV by libcsv. It tells no positions; a cursor that walks the text beside it does. Lines without
// a quote, which is nearly all of them, need no more than to be cut at their commas: libcsv takes
// forty instructions a byte.
#include <csv.h>

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/limits.h"
#include "load/messages.h"
#include "load/readers.h"
#include "load/task_record.h"

namespace muster::load {

namespace {

inline std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

class Rows {
 public:
  Rows(std::string_view text, std::uint32_t file, Arena& texts,
       const std::function<void(const std::vector<Word>&)>& row)
      : text_(text), file_(file), texts_(texts), row_(row) {}

  void cell(const char* bytes, std::size_t size) {
    skip_empty_lines();
    const std::size_t from = at_;
    const Place start{file_, line_, static_cast<std::uint32_t>(from - line_start_ + 1), 0};
    walk_cell();
    Place place = start;
    place.length = static_cast<std::uint32_t>(std::max<std::size_t>(at_ - from, 1));
    cells_.push_back({kept({bytes, size}, text_.substr(from, at_ - from)), place});
    if (at_ < text_.size() && text_[at_] == ',') ++at_;
  }
  void end_row() {
    if (!cells_.empty()) row_(cells_);
    cells_.clear();
  }
  // Whether the text up to `end`, which is all that was read, ends with a row.
  bool between_rows(std::size_t end) {
    skip_empty_lines();
    return cells_.empty() && at_ >= end;
  }
  // The row of a line that has no quote in it.
  void plain_row(std::string_view line) {
    if (line.find_first_not_of(" \t") != line.npos) {
      for (std::size_t from = 0; from <= line.size();) {
        const std::size_t end = std::min(line.find(',', from), line.size());
        Word& cell = cells_.emplace_back();
        cell.text = trimmed(line.substr(from, end - from));
        cell.place = {file_, line_, static_cast<std::uint32_t>(from + 1),
                      static_cast<std::uint32_t>(std::max<std::size_t>(end - from, 1))};
        from = end + 1;
      }
    }
    // Of empty lines the cursor may have passed several.
    at_ = std::max(at_, static_cast<std::size_t>(line.data() - text_.data()) + line.size());
    end_row();
  }

 private:
  void next_line() {
    ++line_;
    line_start_ = at_ + 1;
  }
  void skip_empty_lines() {
    if (!cells_.empty()) return;
    for (; at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r'); ++at_) {
      if (text_[at_] == '\n') next_line();
    }
  }
  // The cell's text where it stands in the file, if it does so as it is.
  std::string_view kept(std::string_view text, std::string_view written) {
    const std::size_t from = std::min(written.find_first_not_of(" \t\""), written.size());
    const std::string_view there = written.substr(from, text.size());
    return there == text ? there : texts_.keep(text);
  }
  // To the comma or line end behind the cell.
  void walk_cell() {
    bool quoted = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') quoted = !quoted;
      if (!quoted && (c == ',' || c == '\n' || c == '\r')) return;
      if (c == '\n') next_line();
    }
  }

  std::string_view text_;
  std::uint32_t file_;
  Arena& texts_;
  const std::function<void(const std::vector<Word>&)>& row_;
  std::vector<Word> cells_;
  std::size_t at_ = 0, line_start_ = 0;
  std::uint32_t line_ = 1;
};

bool is_free_text(std::string_view field) {
  return field == "name" || field == "why" || field == "note" || field == "repeat";
}

// Fields of the one need that a row can state.
bool of_need(std::string_view field) {
  const std::string_view head = field.substr(0, field.find('.'));
  return head == "people" || head == "skills" || head == "prefer" || head == "from" ||
         head == "team";
}

// What the dotted names of a header make of a row.
class RecordMaker {
 public:
  // Columns that aren't `known` are left out.
  RecordMaker(const std::vector<Word>& header, const std::vector<char>& known, Arena& trees)
      : trees_(trees) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      const std::string_view field = trimmed(header[i].text);
      if (known[i] != 0) add(of_need(field) ? need_ : record_, field, i, is_free_text(field));
    }
  }

  Node record_of(const std::vector<Word>& cells) {
    Node need = map_of(need_, cells);
    if (!need.is_map()) return root_of(cells, {});
    Node needs;
    needs.type = Node::Type::list;
    needs.place = need.place;
    needs.items = trees_.keep(&need, 1);
    return root_of(cells, needs);
  }

 private:
  struct Branch {
    std::string_view name;
    std::size_t column = 0;  // of one without branches
    bool free_text = false;
    std::vector<Branch> branches;
  };

  static void add(Branch& parent, std::string_view path, std::size_t column, bool free_text) {
    const std::size_t dot = path.find('.');
    const std::string_view head = path.substr(0, dot);
    auto at = std::find_if(parent.branches.begin(), parent.branches.end(),
                           [&](const Branch& other) { return other.name == head; });
    if (at == parent.branches.end()) {
      at = parent.branches.insert(at, Branch{head, column, free_text, {}});
    }
    if (dot != std::string_view::npos) add(*at, path.substr(dot + 1), column, free_text);
  }

  Node root_of(const std::vector<Word>& cells, const Node& needs) {
    Node root = map_of(record_, cells, &needs);
    root.type = Node::Type::map;
    root.place = cells.front().place;
    return root;
  }

  // Null where all its cells are empty. A key stands where its value does.
  Node map_of(const Branch& branch, const std::vector<Word>& cells, const Node* needs = nullptr) {
    const std::size_t first_item = items_.size();
    const std::size_t first_key = keys_.size();
    const auto take = [&](std::string_view name, const Node& node) {
      if (node.is_null()) return;
      keys_.push_back({name, node.place});
      items_.push_back(node);
    };
    for (const Branch& each : branch.branches) {
      if (!each.branches.empty()) {
        take(each.name, map_of(each, cells));
      } else if (each.column < cells.size()) {
        add_value(each, cells[each.column]);
      }
    }
    if (needs != nullptr) take("needs", *needs);
    if (keys_.size() == first_key) return {};
    const Node node = Node::map(
        keys_[first_key].place, trees_.keep(keys_.data() + first_key, keys_.size() - first_key),
        trees_.keep(items_.data() + first_item, items_.size() - first_item));
    items_.resize(first_item);
    keys_.resize(first_key);
    return node;
  }

  // A text, or a list of those that `;` parts.
  void add_value(const Branch& branch, const Word& cell) {
    const std::string_view text = trimmed(cell.text);
    if (text.empty()) return;
    Word& key = keys_.emplace_back();
    key.text = branch.name;
    key.place = cell.place;
    if (branch.free_text || text.find(';') == std::string_view::npos) {
      return items_.emplace_back().set_scalar(text, cell.place, false);
    }
    const std::size_t first_item = items_.size();
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view item = trimmed(rest.substr(0, end));
      if (!item.empty()) items_.emplace_back().set_scalar(item, cell.place, false);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    Node list;
    list.type = Node::Type::list;
    list.place = cell.place;
    list.items = trees_.keep(items_.data() + first_item, items_.size() - first_item);
    items_.resize(first_item);
    items_.push_back(list);
  }

  Arena& trees_;
  Branch record_, need_;
  std::vector<Node> items_;  // of the maps and lists that are being made
  std::vector<Word> keys_;
};

// A header of one cell that has another separator in it: what spreadsheets save in many countries.
bool check_separator(const std::vector<Word>& header, Findings& findings) {
  if (header.size() != 1) return true;
  for (const std::string separator : {";", "\t"}) {
    if (header[0].text.find(separator) == std::string_view::npos) continue;
    findings.add(messages::kCsvSeparator, header[0].place, {separator == ";" ? ";" : "TAB"});
    return false;
  }
  return true;
}

// An unknown column is told once, here, and its cells are not read.
std::vector<char> known_columns(const std::vector<Word>& header, Findings& findings) {
  std::vector<std::string_view> names = task_keys().words();
  for (std::string_view field : {"people", "skills", "prefer", "from", "team"})
    names.push_back(field);
  std::vector<char> known;
  for (const Word& column : header) {
    const std::string_view name = trimmed(column.text);
    const std::string_view head = name.substr(0, name.find('.'));
    known.push_back(std::find(names.begin(), names.end(), head) != names.end() ? 1 : 0);
    if (known.back() != 0) continue;
    const std::string_view near = nearest_word(head, names);
    findings.add(near.empty() ? messages::kUnknownColumn : messages::kUnknownColumnNear,
                 column.place,
                 {std::string(head),
                  near.empty() ? fmt::format("{}", fmt::join(names, ", ")) : std::string(near)});
  }
  return known;
}

// False when two columns say the same, or one is a part of another.
bool check_header(const std::vector<Word>& header, Findings& findings) {
  std::vector<Word> sorted = header;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Word& a, const Word& b) { return a.text < b.text; });
  bool good = true;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const std::string_view before = sorted[i - 1].text;
    const bool below =
        sorted[i].text.substr(0, before.size()) == before &&
        (sorted[i].text.size() == before.size() || sorted[i].text[before.size()] == '.');
    if (!below) continue;
    good = false;
    findings.add(messages::kDuplicateKey, sorted[i].place, {std::string(sorted[i].text)})
        .related.push_back({sorted[i - 1].place, messages::kFirstHere});
  }
  for (const Word& field : header) {
    if (std::count(field.text.begin(), field.text.end(), '.') < limits::kDepth) continue;
    findings.add(messages::kTooDeep, field.place, {std::to_string(limits::kDepth)});
    good = false;
  }
  return good;
}

// A line without its end, if it has one and neither a quote nor another end in it.
std::optional<std::string_view> without_end(std::string_view line) {
  if (line.back() != '\n') return std::nullopt;
  line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.find('"') != line.npos || line.find('\r') != line.npos) return std::nullopt;
  return line;
}

}  // namespace

void read_csv(std::string_view text, std::uint32_t file, Findings& findings, Arena& texts,
              const std::function<void(const std::vector<Word>&)>& row) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return;
  Rows rows(text, file, texts, row);
  const auto cell = [](void* bytes, std::size_t size, void* data) {
    static_cast<Rows*>(data)->cell(static_cast<const char*>(bytes), size);
  };
  const auto end_row = [](int, void* data) { static_cast<Rows*>(data)->end_row(); };
  std::size_t used = 0;
  bool bad = false;
  while (used < text.size() && !bad) {
    const std::size_t end = std::min(text.find('\n', used), text.size() - 1) + 1;
    const std::string_view line = text.substr(used, end - used);
    if (const auto plain = rows.between_rows(used) ? without_end(line) : std::nullopt) {
      rows.plain_row(*plain);
      used = end;
    } else {
      used += csv_parse(&parser, line.data(), line.size(), cell, end_row, &rows);
      bad = used < end;
    }
  }
  if (!bad) bad = csv_fini(&parser, cell, end_row, &rows) != 0;
  if (bad) {
    const std::string_view good = text.substr(0, used);
    const auto line = std::count(good.begin(), good.end(), '\n') + 1;
    findings.add(messages::kCsvSyntax, {file, static_cast<std::uint32_t>(line), 1, 1},
                 {csv_strerror(csv_error(&parser))});
  }
  csv_free(&parser);
}

void read_csv_tasks(std::string_view text, std::uint32_t file, Findings& findings, Arenas& arenas,
                    RecordSink& sink) {
  std::vector<Word> header;
  std::optional<RecordMaker> maker;  // none: the header is wrong
  read_csv(text, file, findings, arenas.texts, [&](const std::vector<Word>& cells) {
    if (header.empty()) {
      header = cells;
      if (!check_separator(header, findings) || !check_header(header, findings)) return;
      maker.emplace(header, known_columns(header, findings), arenas.trees);
    } else if (maker && cells.size() > header.size()) {
      findings.add(messages::kCsvCells, cells[header.size()].place,
                   {std::to_string(cells.size()), std::to_string(header.size())});
    } else if (maker) {
      const Arena::Mark mark = arenas.trees.mark();
      const Node record = maker->record_of(cells);
      if (!sink.record({"tasks", cells.front().place}, record)) arenas.trees.rewind(mark);
    }
  });
}

}  // namespace muster::load
