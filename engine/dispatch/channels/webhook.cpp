// The webhook channel: HTTPS POST signed as Standard Webhooks say (v1, symmetric): HMAC-SHA256 over
// "id.timestamp.body" under every secret, so that a receiver may change its own at leisure.
#include <fmt/format.h>

#include "base/secrets.h"
#include "dispatch/channels/channels.h"

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
  WebhookChannel(std::unique_ptr<HttpClient> client, std::vector<std::string> secrets)
      : client_(std::move(client)), secrets_(std::move(secrets)) {}

  asio::awaitable<Delivery> deliver(const Letter& letter) override {
    const auto url = parse_url(letter.to);
    if (!url) co_return not_an_address();
    const std::string time = std::to_string(letter.at.ms / 1000);
    HttpClient::Headers headers{{"webhook-id", letter.id}, {"webhook-timestamp", time}};
    std::string signatures;
    for (const std::string& secret : secrets_) {
      const std::string text = fmt::format("{}.{}.{}", letter.id, time, letter.json);
      signatures += (signatures.empty() ? "v1," : " v1,") + base64(hmac_sha256(secret, text));
    }
    if (!signatures.empty()) headers.emplace_back("webhook-signature", signatures);
    co_return told(co_await client_->post(*url, headers, letter.json));
  }

 private:
  std::unique_ptr<HttpClient> client_;
  std::vector<std::string> secrets_;  // keys, as bytes
};

}  // namespace

Delivery told(const HttpReply& reply) {
  Delivery out;
  out.answered = reply.status != 0 && reply.status < 500;
  out.outcome = reply.status == 0 ? reply.trouble : std::to_string(reply.status);
  out.retry_after = reply.retry_after;
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
  std::vector<std::string> keys;
  for (const load::SecretSource& source : policy.secrets) {
    auto secret = read_secret(source, setting.folder);
    if (!secret) return secret.failure();
    const std::string& text = secret.value();
    const bool marked = text.starts_with("whsec_");
    auto bytes = marked ? from_base64(text.substr(6)) : std::optional(text);
    if (!bytes) {
      return Failure{Failure::Kind::disk,
                     fmt::format("the secret of the channel {} is not base64", policy.id),
                     fmt::format("通道 {} 的密钥不是 base64", policy.id)};
    }
    keys.push_back(std::move(*bytes));
  }
  auto client = make_client(policy, setting);
  if (!client) return client.failure();
  return std::unique_ptr<Channel>(
      std::make_unique<WebhookChannel>(std::move(client).value(), std::move(keys)));
}

}  // namespace muster::dispatch
