// CSV by libcsv. It tells no positions; a cursor that walks the text beside it does.
#include <csv.h>

#include <algorithm>

#include <fmt/format.h>

#include "base/limits.h"
#include "load/messages.h"
#include "load/readers.h"
#include "load/task_record.h"

namespace muster::load {

namespace {

class Rows {
 public:
  Rows(std::string_view text, std::uint32_t file, Texts& texts,
       const std::function<void(std::vector<Word>)>& row)
      : text_(text), file_(file), texts_(texts), row_(row) {}

  void cell(const char* bytes, std::size_t size) {
    skip_empty_lines();
    const std::size_t from = at_;
    const Place start{file_, line_, static_cast<std::uint32_t>(from - line_start_ + 1), 0};
    walk_cell();
    Place place = start;
    place.length = static_cast<std::uint32_t>(std::max<std::size_t>(at_ - from, 1));
    cells_.push_back({texts_.keep({bytes, size}), place});
    if (at_ < text_.size() && text_[at_] == ',') ++at_;
  }
  void end_row() {
    if (!cells_.empty()) row_(std::move(cells_));
    cells_ = {};
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
  Texts& texts_;
  const std::function<void(std::vector<Word>)>& row_;
  std::vector<Word> cells_;
  std::size_t at_ = 0, line_start_ = 0;
  std::uint32_t line_ = 1;
};

// Puts a cell at its dotted path into the record.
void put(Node& record, std::string_view path, const Word& key, Node value) {
  record.type = Node::Type::map;
  const std::size_t dot = path.find('.');
  const std::string_view head = path.substr(0, dot);
  auto at = std::find_if(record.keys.begin(), record.keys.end(),
                         [&](const Word& other) { return other.text == head; });
  if (at == record.keys.end()) {
    record.keys.push_back({head, key.place});
    record.items.emplace_back();
    record.items.back().place = value.place;
    at = record.keys.end() - 1;
  }
  Node& child = record.items[static_cast<std::size_t>(at - record.keys.begin())];
  if (dot == std::string_view::npos) {
    child = std::move(value);
  } else {
    put(child, path.substr(dot + 1), key, std::move(value));
  }
}

bool is_free_text(std::string_view field) {
  return field == "name" || field == "why" || field == "note" || field == "repeat";
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

Node value_of(const Word& cell, std::string_view field) {
  Node node;
  node.place = cell.place;
  node.type = Node::Type::scalar;
  node.text = trimmed(cell.text);
  if (is_free_text(field) || cell.text.find(';') == std::string_view::npos) return node;
  Node list;
  list.type = Node::Type::list;
  list.place = cell.place;
  for (std::string_view rest = cell.text; !rest.empty();) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    node.text = trimmed(rest.substr(0, end));
    if (!node.text.empty()) list.items.push_back(node);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return list;
}

// Fields of the one need that a row can state.
bool of_need(std::string_view field) {
  const std::string_view head = field.substr(0, field.find('.'));
  return head == "people" || head == "skills" || head == "from" || head == "team";
}

Node record_of(const std::vector<Word>& header, const std::vector<char>& known,
               const std::vector<Word>& cells) {
  Node record;
  record.type = Node::Type::map;
  record.place = cells.front().place;
  Node need;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (known[i] == 0 || trimmed(cells[i].text).empty()) continue;
    Word key{trimmed(header[i].text), cells[i].place};
    put(of_need(key.text) ? need : record, key.text, key, value_of(cells[i], key.text));
  }
  if (need.is_map()) {
    Node needs;
    needs.type = Node::Type::list;
    need.place = needs.place = need.keys.front().place;
    record.keys.push_back({"needs", needs.place});
    needs.items.push_back(std::move(need));
    record.items.push_back(std::move(needs));
  }
  return record;
}

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
  std::vector<std::string_view> names = task_keys();
  for (std::string_view field : {"people", "skills", "from", "team"}) names.push_back(field);
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

}  // namespace

void read_csv(std::string_view text, std::uint32_t file, Findings& findings, Texts& texts,
              const std::function<void(std::vector<Word>)>& row) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return;
  Rows rows(text, file, texts, row);
  const auto cell = [](void* bytes, std::size_t size, void* data) {
    static_cast<Rows*>(data)->cell(static_cast<const char*>(bytes), size);
  };
  const auto end_row = [](int, void* data) { static_cast<Rows*>(data)->end_row(); };
  const std::size_t used = csv_parse(&parser, text.data(), text.size(), cell, end_row, &rows);
  bool bad = used < text.size();
  if (!bad) bad = csv_fini(&parser, cell, end_row, &rows) != 0;
  if (bad) {
    const std::string_view good = text.substr(0, used);
    const auto line = std::count(good.begin(), good.end(), '\n') + 1;
    findings.add(messages::kCsvSyntax, {file, static_cast<std::uint32_t>(line), 1, 1},
                 {csv_strerror(csv_error(&parser))});
  }
  csv_free(&parser);
}

void read_csv_tasks(std::string_view text, std::uint32_t file, Findings& findings, Texts& texts,
                    RecordSink& sink) {
  std::vector<Word> header;
  std::vector<char> known;  // by column
  bool good = true;
  read_csv(text, file, findings, texts, [&](std::vector<Word> cells) {
    if (header.empty()) {
      header = std::move(cells);
      good = check_separator(header, findings) && check_header(header, findings);
      if (good) known = known_columns(header, findings);
    } else if (good && cells.size() > header.size()) {
      findings.add(messages::kCsvCells, cells[header.size()].place,
                   {std::to_string(cells.size()), std::to_string(header.size())});
    } else if (good) {
      const Place place = cells.front().place;
      sink.record({"tasks", place}, record_of(header, known, cells));
    }
  });
}

}  // namespace muster::load
