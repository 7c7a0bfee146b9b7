// Phone numbers and secrets out of what people and logs get to see.
#pragma once

#include <string>
#include <string_view>

namespace muster {

// An address so that it can be shown: 138****5678, s***@example.com, https://example.com/…
std::string masked_address(std::string_view address);

// The text with the middle of every mobile or international number, all but the first of what
// stands before the @ of a mail address, what follows the host of every http address (where robots
// and webhooks have their tokens) and what follows a word such as "secret=" as asterisks: as many
// as characters, so that columns stay.
std::string masked_text(std::string text);

}  // namespace muster
