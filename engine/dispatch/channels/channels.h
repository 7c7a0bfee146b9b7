// The kinds of channel, one file each. Only channel.cpp calls these.
#pragma once

#include "dispatch/channel.h"
#include "dispatch/http_client.h"

namespace muster::dispatch {

// One JSON line a message, appended to a file and synced.
Result<std::unique_ptr<Channel>> file_channel(const load::ChannelPolicy&, const ChannelSetting&);
// A program of the coordinator's, with the message's JSON on its standard input: 0 delivered, 75
// (EX_TEMPFAIL) and everything else but 64 to 69 and 76 to 78 (sysexits) again.
Result<std::unique_ptr<Channel>> exec_channel(const load::ChannelPolicy&, const ChannelSetting&);
// HTTPS POST of the JSON, signed as Standard Webhooks (standardwebhooks.com, v1).
Result<std::unique_ptr<Channel>> webhook_channel(const load::ChannelPolicy&, const ChannelSetting&);
// The robot of a chat group: DingTalk, WeCom or Feishu, by the policy's kind.
Result<std::unique_ptr<Channel>> robot_channel(const load::ChannelPolicy&, const ChannelSetting&);
// SMTP with STARTTLS; text, HTML and an invitation for the calendar.
Result<std::unique_ptr<Channel>> mail_channel(const load::ChannelPolicy&, const ChannelSetting&);

// What those that speak HTTP share: a client by the policy, and what a status means.
Result<std::unique_ptr<HttpClient>> make_client(const load::ChannelPolicy&, const ChannelSetting&);
Delivery told(const HttpReply&);
Delivery not_an_address();

}  // namespace muster::dispatch
