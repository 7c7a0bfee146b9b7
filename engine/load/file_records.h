// One file of a workspace, read to records.
#pragma once

#include <string>

#include "load/binding.h"
#include "load/readers.h"
#include "load/record.h"

namespace muster::load {

class FileRecords final : private RecordSink {
 public:
  FileRecords(std::string name, std::uint32_t file) : name_(std::move(name)), file_(file) {}

  // By the name's ending. One thread; different files may be read at once.
  void read(std::string text);
  const std::string& name() const { return name_; }
  const std::string& digest() const { return digest_; }  // of the bytes
  // What was moved into Records is a view into the text: not before they are bound.
  std::string take_text() { return std::move(text_); }
  Findings& findings() { return findings_; }
  // Appends its records; of a pack its rules, and its levels where none are written yet.
  void move_into(Records& all, bool pack, Findings& findings);

 private:
  void section(Word key, Node value) override;
  void list(Word key) override;
  bool record(Word key, Node item) override;
  void take_task(const Node& item);
  void report_unknown(const Word& key);

  std::string name_, text_, digest_;
  std::uint32_t file_;
  Findings findings_;
  Arenas arenas_;
  Records records_;
};

}  // namespace muster::load
