// The webhook channel: HTTPS POST signed as Standard Webhooks say, under every secret, so that a
// receiver may change its own at leisure.
#include <fmt/format.h>

#include "dispatch/channels/channels.h"
#include "dispatch/signature.h"

namespace muster::dispatch {

namespace asio = boost::asio;

namespace {

// Statuses that will be the same next time.
bool is_final(int status) {
  const bool redirect = status >= 300 && status < 400;
  return redirect || status == 400 || status == 405 || status == 410 || status == 413 ||
         status == 415 || status == 422;
}

class WebhookChannel final : public Channel {
 public:
  WebhookChannel(std::unique_ptr<HttpClient> client, std::vector<std::string> keys)
      : client_(std::move(client)), keys_(std::move(keys)) {}

  asio::awaitable<Delivery> deliver(const Letter& letter) override {
    const auto url = parse_url(letter.to);
    if (!url) co_return not_an_address();
    const std::string time = std::to_string(letter.at.ms / 1000);
    HttpClient::Headers headers{{"webhook-id", letter.id}, {"webhook-timestamp", time}};
    const std::string signatures = sign(keys_, {letter.id, time, letter.json});
    if (!signatures.empty()) headers.emplace_back("webhook-signature", signatures);
    co_return told(co_await client_->post(*url, headers, letter.json));
  }

 private:
  std::unique_ptr<HttpClient> client_;
  std::vector<std::string> keys_;
};

}  // namespace

Delivery told(const HttpReply& reply) {
  Delivery out;
  out.answered = reply.status != 0 && reply.status < 500;
  out.outcome = reply.status == 0 ? reply.trouble : std::to_string(reply.status);
  out.retry_after = reply.retry_after;
  // 503 says that nothing was done; a gateway that failed knows not what was behind it.
  out.in_doubt = reply.in_doubt || (reply.status >= 500 && reply.status != 503);
  if (reply.status >= 200 && reply.status < 300) {
    out.result = Delivery::Result::delivered;
  } else if (reply.forbidden || is_final(reply.status)) {
    out.result = Delivery::Result::never;
  }
  return out;
}

Delivery not_an_address() {
  return {Delivery::Result::never, false, "not an http or https address", {}};
}

Result<std::unique_ptr<HttpClient>> make_client(const load::ChannelPolicy& policy,
                                                const ChannelSetting& setting) {
  HttpOptions options;
  options.private_addresses = policy.private_addresses;
  options.step = setting.step;
  options.total = setting.total;
  if (!policy.certificates.empty()) {
    options.certificates = (setting.folder / policy.certificates).string();
  }
  return HttpClient::make(setting.executor, options);
}

Result<std::unique_ptr<Channel>> webhook_channel(const load::ChannelPolicy& policy,
                                                 const ChannelSetting& setting) {
  auto keys = signing_keys(policy.secrets, setting.folder, "the channel " + policy.id);
  if (!keys) return keys.failure();
  auto client = make_client(policy, setting);
  if (!client) return client.failure();
  return std::unique_ptr<Channel>(
      std::make_unique<WebhookChannel>(std::move(client).value(), std::move(keys).value()));
}

}  // namespace muster::dispatch
