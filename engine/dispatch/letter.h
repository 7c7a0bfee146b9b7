// From a message of the outbox to what leaves: words for people, JSON for programs.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/zone_time.h"
#include "dispatch/channel.h"
#include "store/rows.h"

namespace muster::dispatch {

// What all letters of a zone share.
struct LetterHead {
  std::string zone, zone_name;
  ZoneTime time;
  Language language = Language::chinese;
  std::string link;  // answers are given at link + "/a/" + token
  std::string key;   // that signs the tokens
};

// Who may answer for which assignment: base64url("id.HMAC-SHA256(key, id)"). No personal data.
std::string answer_token(const std::string& key, std::int64_t assignment);
// The assignment; zero: the token is not ours.
std::int64_t assignment_of_token(const std::string& key, const std::string& token);

// `assignment` has id zero where the message is about none. The calendar costs as much as all the
// rest, so that it is written for channels that take it only.
Letter write_letter(const LetterHead&, const store::Message&, const store::Assignment&,
                    const std::string& team_name, const std::string& to, Instant now,
                    bool with_calendar);

// Several letters to one address as one, for people: its id is the first one's.
Letter write_digest(const LetterHead&, const std::vector<Letter>&);
// The bytes that a letter takes of a digest's text.
std::size_t digest_share(const Letter&);

}  // namespace muster::dispatch
