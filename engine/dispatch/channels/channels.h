// The kinds of channel, one file each. Only channel.cpp calls these.
#pragma once

#include "dispatch/channel.h"

namespace muster::dispatch {

// One JSON line a message, appended to a file and synced.
Result<std::unique_ptr<Channel>> file_channel(const load::ChannelPolicy&, const ChannelSetting&);
// A program of the coordinator's, with the message's JSON on its standard input: 0 delivered, 75
// (EX_TEMPFAIL) and everything else but 64 to 69 and 76 to 78 (sysexits) again.
Result<std::unique_ptr<Channel>> exec_channel(const load::ChannelPolicy&, const ChannelSetting&);
// HTTPS POST of the JSON, signed as Standard Webhooks (standardwebhooks.com, v1).
Result<std::unique_ptr<Channel>> webhook_channel(const load::ChannelPolicy&, const ChannelSetting&);

}  // namespace muster::dispatch
